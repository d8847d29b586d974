package io.unifiedtls.internal.trust;

import static io.unifiedtls.internal.trust.AlternativeName.DIRECTORY_NAME;
import static io.unifiedtls.internal.trust.AlternativeName.DNS_NAME;
import static io.unifiedtls.internal.trust.AlternativeName.EMAIL_ADDRESS;
import static io.unifiedtls.internal.trust.AlternativeName.IP_ADDRESS;
import static io.unifiedtls.internal.trust.AlternativeName.URI;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.internal.pem.DerReader;
import io.unifiedtls.internal.pem.DerWriter;
import io.unifiedtls.internal.sni.ServerNames;

/** Which names are in a subtree of name constraints (RFC 5280, section 4.2.1.10), form by form. */
final class Subtrees {

    private Subtrees() {}

    /** Returns whether a name can be a constraint; those of a form that is not known here are. */
    static boolean isValid(AlternativeName subtree) {
        return switch (subtree.form()) {
            case DNS_NAME -> {
                var host = withoutDot(subtree.text());
                yield host.isEmpty() || ServerNames.isHostName(ServerNames.normalized(host));
            }
            case IP_ADDRESS -> isNetwork(subtree.value());
            case EMAIL_ADDRESS -> subtree.text().chars().filter(c -> c == '@').count() < 2;
            case DIRECTORY_NAME -> isName(subtree.value());
            default -> true;
        };
    }

    /** Returns whether a name of a certificate can be compared; one that cannot is refused where it is constrained. */
    static boolean isComparable(AlternativeName name) {
        return switch (name.form()) {
            case DNS_NAME -> ServerNames.isHostName(withoutWildcard(ServerNames.normalized(name.text())));
            case IP_ADDRESS -> name.value().length == 4 || name.value().length == 16;
            case EMAIL_ADDRESS -> name.text().matches("[^@]+@[^@]+");
            case URI -> !host(name).isEmpty();
            case DIRECTORY_NAME -> isName(name.value());
            default -> false;
        };
    }

    /** Returns whether every host that a name stands for is in a subtree. */
    static boolean contains(AlternativeName subtree, AlternativeName name) {
        return switch (name.form()) {
            case DNS_NAME -> isAtOrBelow(ServerNames.normalized(name.text()), ServerNames.normalized(subtree.text()));
            case IP_ADDRESS -> isInNetwork(name.value(), subtree.value());
            case EMAIL_ADDRESS -> isMailbox(name.text(), subtree.text());
            case URI -> isHostOf(host(name), subtree.text());
            case DIRECTORY_NAME -> isBelow(name.value(), subtree.value());
            default -> false;
        };
    }

    /** Returns whether a host that a name stands for may be in a subtree: a wildcard stands for many. */
    static boolean mayContain(AlternativeName subtree, AlternativeName name) {
        if (contains(subtree, name)) {
            return true;
        }
        if (name.form() != DNS_NAME) {
            return false;
        }
        var wildcard = ServerNames.normalized(name.text());
        var host = ServerNames.normalized(subtree.text());
        var dot = host.indexOf('.');
        return wildcard.startsWith("*.") && dot > 0 && host.substring(dot).equals(wildcard.substring(1));
    }

    private static String withoutDot(String host) {
        return host.startsWith(".") ? host.substring(1) : host;
    }

    private static String withoutWildcard(String name) {
        return name.startsWith("*.") ? name.substring(2) : name;
    }

    /** With a dot in front, as OpenSSL and Go have it, the host itself is not in it. */
    private static boolean isAtOrBelow(String name, String host) {
        if (host.isEmpty() || name.equals(host)) {
            return true;
        }
        return name.endsWith(host.startsWith(".") ? host : "." + host);
    }

    private static boolean isNetwork(byte[] network) {
        if (network.length != 8 && network.length != 32) {
            return false;
        }
        var isHostPart = false;
        for (int bit = 0; bit < network.length * 4; bit++) {
            var isSet = (network[network.length / 2 + bit / 8] & (0x80 >> bit % 8)) != 0;
            if (isSet && isHostPart) {
                return false;
            }
            isHostPart = !isSet;
        }
        return true;
    }

    private static boolean isInNetwork(byte[] address, byte[] network) {
        if (network.length != 2 * address.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (((address[i] ^ network[i]) & network[address.length + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A constraint is a mailbox, a host, or a domain with a dot in front; case counts before the at sign. */
    private static boolean isMailbox(String mailbox, String constraint) {
        var at = mailbox.indexOf('@');
        var host = mailbox.substring(at + 1);
        var constrained = constraint.indexOf('@');
        return (constrained < 0)
                ? isHostOf(host, constraint)
                : mailbox.substring(0, at).equals(constraint.substring(0, constrained))
                        && host.equalsIgnoreCase(constraint.substring(constrained + 1));
    }

    private static boolean isHostOf(String host, String constraint) {
        var domain = constraint.toLowerCase(Locale.ROOT);
        var lower = host.toLowerCase(Locale.ROOT);
        return domain.isEmpty() || (domain.startsWith(".") ? lower.endsWith(domain) : lower.equals(domain));
    }

    /** Returns the host of a URI, or nothing where it has none or has an address, which no constraint is for. */
    private static String host(AlternativeName uri) {
        try {
            var host = new java.net.URI(uri.text()).getHost();
            return (host == null || ServerNames.isIpAddress(host)) ? "" : host;
        } catch (URISyntaxException malformed) {
            return "";
        }
    }

    private static boolean isName(byte[] name) {
        try {
            new X500Principal(name);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Compares the first parts of a name as names, so that case and spaces do not count. */
    private static boolean isBelow(byte[] name, byte[] subtree) {
        try {
            var parts = parts(name);
            var length = parts(subtree).size();
            return parts.size() >= length && name(parts.subList(0, length)).equals(new X500Principal(subtree));
        } catch (IOException malformed) {
            return false;
        }
    }

    private static List<byte[]> parts(byte[] name) throws IOException {
        var sequence = DerReader.of(name).sequence();
        var parts = new ArrayList<byte[]>();
        while (sequence.hasMore()) {
            parts.add(sequence.element());
        }
        return parts;
    }

    private static X500Principal name(List<byte[]> parts) {
        return new X500Principal(DerWriter.sequence(parts.toArray(byte[][]::new)));
    }
}
