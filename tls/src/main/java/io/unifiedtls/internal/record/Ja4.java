package io.unifiedtls.internal.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JA4 fingerprint of a TLS client over TCP: what it offers, without the order that browsers change at random. The
 * same for all connections of one TLS library with one configuration, so that people can look it up.
 */
final class Ja4 {

    /** Of a list without elements. */
    private static final String EMPTY_HASH = "000000000000";

    private Ja4() {}

    /** Returns the fingerprint, such as {@code t13d1516h2_8daaf6152771_e5627efa2ab1}. */
    static String of(ClientHelloFields hello) {
        return "t%s%s%02d%02d%s_%s_%s"
                .formatted(
                        version(hello),
                        hello.extensions().contains(ClientHelloFields.SERVER_NAME) ? "d" : "i",
                        Math.min(hello.cipherSuites().size(), 99),
                        Math.min(hello.extensions().size(), 99),
                        protocol(hello.protocols()),
                        hello.cipherSuites().isEmpty() ? EMPTY_HASH : hash(sorted(hello.cipherSuites())),
                        extensions(hello));
    }

    private static String version(ClientHelloFields hello) {
        var newest = hello.versions().stream().max(Integer::compare).orElse(hello.legacyVersion());
        return switch (newest) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            default -> "00";
        };
    }

    /** The first and the last character of the first ALPN protocol. */
    private static String protocol(List<byte[]> protocols) {
        if (protocols.isEmpty() || protocols.get(0).length == 0) {
            return "00";
        }
        var name = protocols.get(0);
        var text = new String(name, StandardCharsets.ISO_8859_1);
        if (!isAlphanumeric(text.charAt(0)) || !isAlphanumeric(text.charAt(text.length() - 1))) {
            text = HexFormat.of().formatHex(name);
        }
        return "" + text.charAt(0) + text.charAt(text.length() - 1);
    }

    private static boolean isAlphanumeric(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }

    /** Server name and ALPN protocols are left out: they depend on the server. */
    private static String extensions(ClientHelloFields hello) {
        if (hello.extensions().isEmpty()) {
            return EMPTY_HASH;
        }
        var types = sorted(hello.extensions().stream()
                .filter(type -> type != ClientHelloFields.SERVER_NAME && type != ClientHelloFields.ALPN)
                .toList());
        return hash(hello.signatureSchemes().isEmpty() ? types : types + "_" + codes(hello.signatureSchemes()));
    }

    private static String sorted(List<Integer> codes) {
        return codes(codes.stream().sorted().toList());
    }

    private static String codes(List<Integer> codes) {
        return codes.stream().map("%04x"::formatted).collect(Collectors.joining(","));
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
