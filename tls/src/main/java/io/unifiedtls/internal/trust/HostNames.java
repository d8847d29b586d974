package io.unifiedtls.internal.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.unifiedtls.internal.text.ServerNames;

/** Checks whether a certificate is for a host (RFC 9525): only by its subjectAltName, never by its common name. */
final class HostNames {

    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private static final int MOST_LISTED = 10;

    // RFC 1035 2.3.4
    private static final int LONGEST_LISTED = 253;

    private HostNames() {}

    static boolean matches(X509Certificate certificate, String host) {
        var name = ServerNames.normalized(host);
        if (ServerNames.isIpAddress(name)) {
            return alternatives(certificate, IP_ADDRESS).stream().anyMatch(address -> sameAddress(address, name));
        }
        return ServerNames.isHostName(name)
                && alternatives(certificate, DNS_NAME).stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** Returns the host names and addresses that a certificate is for. */
    static List<String> of(X509Certificate certificate) {
        var names = new ArrayList<>(alternatives(certificate, DNS_NAME));
        names.addAll(alternatives(certificate, IP_ADDRESS));
        return names;
    }

    /** Returns the rest of a sentence: what a certificate is for instead. */
    static String otherNames(X509Certificate certificate) {
        var names = of(certificate);
        if (names.isEmpty()) {
            return "; it has no host name and no IP address in its subjectAltName, and the common name is ignored";
        }
        var listed = names.stream().limit(MOST_LISTED).map(HostNames::printable).collect(Collectors.joining(", "));
        return (names.size() > MOST_LISTED)
                ? " but for [%s and %d more]".formatted(listed, names.size() - MOST_LISTED)
                : " but for [%s]".formatted(listed);
    }

    /** A certificate can have anything for a name, line breaks too. */
    private static String printable(String name) {
        var visible = name.replaceAll("[^\\x21-\\x7E]", "?");
        return (visible.length() > LONGEST_LISTED) ? visible.substring(0, LONGEST_LISTED) + "..." : visible;
    }

    /** A wildcard stands for the whole first label, and for exactly one (RFC 9525, section 6.3). */
    private static boolean matches(String pattern, String name) {
        var presented = ServerNames.normalized(pattern);
        if (!presented.startsWith("*.")) {
            return presented.equals(name);
        }
        var dot = name.indexOf('.');
        var suffix = presented.substring(1);
        // A wildcard right below the root, *.com, would be for everyone.
        return dot > 0 && name.substring(dot).equals(suffix) && suffix.indexOf('.', 1) > 0;
    }

    private static boolean sameAddress(String presented, String host) {
        try {
            return Arrays.equals(address(presented), address(host));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /** Returns the bytes of a literal; nothing is ever looked up. */
    private static byte[] address(String literal) throws UnknownHostException {
        if (literal.indexOf(':') >= 0) {
            // In brackets there can only be an IPv6 literal.
            return InetAddress.getByName(literal.startsWith("[") ? literal : "[%s]".formatted(literal))
                    .getAddress();
        }
        var address = new byte[4];
        var numbers = literal.split("\\.");
        for (int i = 0; i < address.length; i++) {
            if (numbers[i].length() > 3 || Integer.parseInt(numbers[i]) > 255) {
                throw new UnknownHostException(literal);
            }
            address[i] = (byte) Integer.parseInt(numbers[i]);
        }
        return address;
    }

    private static List<String> alternatives(X509Certificate certificate, int type) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) {
                return List.of();
            }
            return alternatives.stream()
                    .filter(alternative -> alternative.get(0).equals(type))
                    .map(alternative -> (String) alternative.get(1))
                    .toList();
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }
}
