package io.unifiedtls.internal.trust;

import static io.unifiedtls.internal.trust.AlternativeName.DIRECTORY_NAME;
import static io.unifiedtls.internal.trust.AlternativeName.DNS_NAME;
import static io.unifiedtls.internal.trust.AlternativeName.EMAIL_ADDRESS;
import static io.unifiedtls.internal.trust.AlternativeName.IP_ADDRESS;
import static io.unifiedtls.internal.trust.AlternativeName.URI;

/** Which names are in a subtree of name constraints (RFC 5280, section 4.2.1.10), form by form. */
final class Subtrees {

    private Subtrees() {}

    /** Returns whether every host that a name stands for is in a subtree. */
    static boolean contains(ConstrainedName subtree, ConstrainedName name) {
        return switch (name.form()) {
            case DNS_NAME -> isAtOrBelow(name.text(), subtree.text());
            case IP_ADDRESS -> isInNetwork(name.address(), subtree.address());
            case EMAIL_ADDRESS -> isMailbox(name.text(), subtree.text());
            case URI -> isHostOf(name.text(), subtree.text());
            case DIRECTORY_NAME ->
                name.parts().size() >= subtree.parts().size()
                        && name.parts().subList(0, subtree.parts().size()).equals(subtree.parts());
            default -> false;
        };
    }

    /** Returns whether a host that a name stands for may be in a subtree: a wildcard stands for many. */
    static boolean mayContain(ConstrainedName subtree, ConstrainedName name) {
        if (contains(subtree, name)) {
            return true;
        }
        if (name.form() != DNS_NAME || !name.text().startsWith("*.")) {
            return false;
        }
        var host = subtree.text();
        var dot = host.indexOf('.');
        return dot > 0 && host.substring(dot).equals(name.text().substring(1));
    }

    /** With a dot in front, as OpenSSL and Go have it, the host itself is not in it. */
    private static boolean isAtOrBelow(String name, String host) {
        if (host.isEmpty()) {
            return true;
        }
        var before = name.length() - host.length();
        return name.endsWith(host)
                && (host.startsWith(".") ? before > 0 : before == 0 || name.charAt(before - 1) == '.');
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

    /** A constraint is a mailbox, a host, or a domain with a dot in front. */
    private static boolean isMailbox(String mailbox, String constraint) {
        return (constraint.indexOf('@') < 0)
                ? isHostOf(mailbox.substring(mailbox.indexOf('@') + 1), constraint)
                : mailbox.equals(constraint);
    }

    private static boolean isHostOf(String host, String domain) {
        return domain.isEmpty() || (domain.startsWith(".") ? host.endsWith(domain) : host.equals(domain));
    }
}
