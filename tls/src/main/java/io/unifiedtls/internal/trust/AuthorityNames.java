package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;

/** The names of authorities in a CertificateRequest, by which a client may choose among its certificates. */
final class AuthorityNames {

    /**
     * The list is optional (RFC 8446 4.2.4) or may be empty (RFC 5246 7.4.4). One of 64 KiB cannot be encoded, and the
     * JDK's clients take no message above 32 KiB; the rest of the message needs less than 1 KiB.
     */
    private static final int MOST_BYTES = 31 << 10;

    private AuthorityNames() {}

    /** Returns whether the names of authorities fit into the message. */
    static boolean fit(Collection<X509Certificate> authorities) {
        // each with its length in two bytes
        return authorities.stream()
                        .mapToInt(authority ->
                                2 + authority.getSubjectX500Principal().getEncoded().length)
                        .sum()
                <= MOST_BYTES;
    }
}
