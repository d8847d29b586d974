package io.unifiedtls;

import java.nio.file.Path;

/**
 * A certificate, or a file of them, that is read when a context is created (PEP 748, "Certificates").
 *
 * <p>PEM or DER. Where a leaf is asked for, a PEM may hold the intermediate certificates behind it, and its key.
 *
 * @param source where the certificate comes from
 */
public record TlsCertificate(MaterialSource source) {

    public TlsCertificate {
        if (source == null) {
            throw new IllegalArgumentException("a certificate has no source; name a file, a buffer or an id");
        }
    }

    /** Returns the certificate in a file. */
    public static TlsCertificate fromFile(Path path) {
        return new TlsCertificate(MaterialSource.file(path));
    }

    /** Returns the certificate in a copy of the buffer. */
    public static TlsCertificate fromBuffer(byte[] buffer) {
        return new TlsCertificate(MaterialSource.buffer(buffer));
    }

    /**
     * Returns a certificate in a PKCS#11 token or a key store. That of a private key comes with the certificates of its
     * issuers, as far as they are beside it.
     *
     * @param id what the implementation calls it: a PKCS#11 URI (RFC 7512), or an alias as
     *     {@linkplain TlsPrivateKey#fromId for a key}; the PIN or password is that of the key it is used with, unless
     *     the URI names a file with {@code pin-source}, or a system property says the password
     */
    public static TlsCertificate fromId(String id) {
        return new TlsCertificate(MaterialSource.id(id));
    }
}
