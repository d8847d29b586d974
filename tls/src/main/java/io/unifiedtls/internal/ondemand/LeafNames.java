package io.unifiedtls.internal.ondemand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.unifiedtls.internal.text.ServerNames;
import io.unifiedtls.internal.x509.DerReader;

/**
 * Reads the server names of a certificate, and nothing else: the JDK takes a hundred times as long for the rest of it,
 * which matters at the start of a server with 100,000 of them.
 */
final class LeafNames {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private static final String SUBJECT_ALT_NAME = "2.5.29.17";

    private static final int EXTENSIONS = 0xA3;

    private static final int DNS_NAME = 0x82;

    private LeafNames() {}

    /**
     * Returns the names in the first certificate of a file that has any, which is the leaf; empty if there is none.
     *
     * @param content PEM, or a certificate in DER
     */
    static List<String> of(byte[] content) {
        if (content.length > 0 && content[0] == DerReader.SEQUENCE) {
            return ofCertificate(content);
        }
        var text = new String(content, StandardCharsets.ISO_8859_1);
        for (var begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
            var end = text.indexOf("-----END", begin);
            if (end < 0) {
                break;
            }
            var names = ofBase64(text.substring(begin + BEGIN.length(), end));
            if (!names.isEmpty()) {
                return names;
            }
        }
        return List.of();
    }

    private static List<String> ofBase64(String body) {
        try {
            return ofCertificate(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** The structure is that of RFC 5280, section 4.1. */
    private static List<String> ofCertificate(byte[] certificate) {
        try {
            var fields = DerReader.of(certificate).sequence().sequence();
            while (fields.hasMore() && !fields.nextIs(EXTENSIONS)) {
                fields.skip();
            }
            return fields.hasMore() ? ofExtensions(fields.inside(EXTENSIONS).sequence()) : List.of();
        } catch (IOException malformed) {
            return List.of(); // said when the chain is loaded
        }
    }

    private static List<String> ofExtensions(DerReader extensions) throws IOException {
        while (extensions.hasMore()) {
            var extension = extensions.sequence();
            if (!extension.objectIdentifier().equals(SUBJECT_ALT_NAME)) {
                continue;
            }
            if (!extension.nextIs(DerReader.OCTET_STRING)) {
                extension.skip(); // critical
            }
            return ofNames(DerReader.of(extension.octets()).sequence());
        }
        return List.of();
    }

    private static List<String> ofNames(DerReader names) throws IOException {
        var patterns = new ArrayList<String>();
        while (names.hasMore()) {
            if (names.nextIs(DNS_NAME)) {
                var name = new String(names.inside(DNS_NAME).remaining(), StandardCharsets.ISO_8859_1);
                try {
                    patterns.add(ServerNames.pattern(name));
                } catch (IllegalArgumentException cannotBeAskedFor) {
                    continue;
                }
            } else {
                names.skip();
            }
        }
        return patterns;
    }
}
