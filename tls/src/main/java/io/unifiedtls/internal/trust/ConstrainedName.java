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
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.internal.text.ServerNames;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.internal.x509.DerWriter;

/**
 * A name, or the base of a subtree, ready to be compared: a peer can have each compared with hundreds of others, so
 * what takes longer than to compare strings is done once.
 *
 * @param form which kind of name it is, such as {@link AlternativeName#DNS_NAME}
 * @param text a host, or a mailbox whose host is in lower case; empty for other forms
 * @param address an IP address, or a network with its mask behind it; empty for other forms
 * @param parts the relative distinguished names of a directory name, the first one first; empty for other forms
 */
record ConstrainedName(int form, String text, byte[] address, List<String> parts) {

    /** Returns a name of a certificate; nothing if it cannot be compared. */
    static Optional<ConstrainedName> ofName(AlternativeName name) {
        return switch (name.form()) {
            case DNS_NAME ->
                Optional.of(ServerNames.normalized(name.text()))
                        .filter(host -> ServerNames.isHostName(host.startsWith("*.") ? host.substring(2) : host))
                        .map(host -> ofText(name, host));
            case IP_ADDRESS ->
                Optional.of(ofAddress(name)).filter(any -> name.value().length == 4 || name.value().length == 16);
            case EMAIL_ADDRESS ->
                Optional.of(ofText(name, mailbox(name.text())))
                        .filter(any -> name.text().matches("[^@]+@[^@]+"));
            case URI -> host(name.text()).map(host -> ofText(name, host));
            case DIRECTORY_NAME -> ofDirectory(name);
            default -> Optional.empty();
        };
    }

    /** Returns the base of a subtree; nothing if it cannot be one. Those of a form that is not known here can. */
    static Optional<ConstrainedName> ofSubtree(AlternativeName base) {
        return switch (base.form()) {
            case DNS_NAME ->
                Optional.of(ServerNames.normalized(base.text()))
                        .filter(ConstrainedName::isDomain)
                        .map(host -> ofText(base, host));
            case IP_ADDRESS -> Optional.of(ofAddress(base)).filter(any -> isNetwork(base.value()));
            case EMAIL_ADDRESS ->
                Optional.of(ofText(base, mailbox(base.text())))
                        .filter(any -> base.text().indexOf('@') == base.text().lastIndexOf('@'));
            case DIRECTORY_NAME -> ofDirectory(base);
            default -> Optional.of(ofText(base, base.text().toLowerCase(Locale.ROOT)));
        };
    }

    private static ConstrainedName ofText(AlternativeName name, String text) {
        return new ConstrainedName(name.form(), text, new byte[0], List.of());
    }

    private static ConstrainedName ofAddress(AlternativeName name) {
        return new ConstrainedName(name.form(), "", name.value(), List.of());
    }

    /** Names are compared as names, so that case and spaces do not count. */
    private static Optional<ConstrainedName> ofDirectory(AlternativeName name) {
        try {
            var sequence = DerReader.of(name.value()).sequence();
            var parts = new ArrayList<String>();
            while (sequence.hasMore()) {
                parts.add(new X500Principal(DerWriter.sequence(sequence.element())).getName(X500Principal.CANONICAL));
            }
            return Optional.of(new ConstrainedName(name.form(), "", new byte[0], List.copyOf(parts)));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isDomain(String text) {
        return text.isEmpty() || ServerNames.isHostName(text.startsWith(".") ? text.substring(1) : text);
    }

    /** Case counts before the at sign. */
    private static String mailbox(String text) {
        var host = text.indexOf('@') + 1;
        return text.substring(0, host) + text.substring(host).toLowerCase(Locale.ROOT);
    }

    /** Returns the host of a URI; nothing if it has none, or has an address, which no constraint is for. */
    private static Optional<String> host(String uri) {
        try {
            return Optional.ofNullable(new java.net.URI(uri).getHost())
                    .filter(host -> !host.isEmpty() && !ServerNames.isIpAddress(host))
                    .map(host -> host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
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
}
