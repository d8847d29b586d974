package io.unifiedtls.internal.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Compares authorityKeyIdentifier and subjectKeyIdentifier (RFC 5280, sections 4.2.1.1 and 4.2.1.2). */
public final class KeyIdentifiers {

    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

    private static final int KEY_IDENTIFIER = 0x80;

    private static final int ISSUER = 0xA1;

    private static final int SERIAL_NUMBER = 0x82;

    /** How likely a certificate is the issuer of another one, the likeliest first. */
    public enum Match {
        SAME_KEY,
        UNKNOWN,
        OTHER_KEY
    }

    private KeyIdentifiers() {}

    /** Returns whether the identifiers of a certificate name this issuer; a malformed one names no issuer. */
    public static Match match(X509Certificate certificate, X509Certificate issuer) {
        try {
            var authorityKey = CertificateExtension.of(certificate, AUTHORITY_KEY_IDENTIFIER);
            if (authorityKey.isEmpty()) {
                return Match.UNKNOWN;
            }
            var fields = authorityKey.get().sequence();
            byte @Nullable [] key = null;
            if (fields.nextIs(KEY_IDENTIFIER)) {
                key = fields.inside(KEY_IDENTIFIER).remaining();
            }
            if (fields.nextIs(ISSUER)) {
                fields.inside(ISSUER);
            }
            if (fields.nextIs(SERIAL_NUMBER)
                    && !new BigInteger(fields.inside(SERIAL_NUMBER).remaining()).equals(issuer.getSerialNumber())) {
                return Match.OTHER_KEY;
            }
            var subjectKey = CertificateExtension.of(issuer, SUBJECT_KEY_IDENTIFIER);
            if (key == null || subjectKey.isEmpty()) {
                return Match.UNKNOWN;
            }
            return Arrays.equals(key, subjectKey.get().octets()) ? Match.SAME_KEY : Match.OTHER_KEY;
        } catch (IOException | NumberFormatException malformed) {
            return Match.UNKNOWN;
        }
    }
}
