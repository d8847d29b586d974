package io.unifiedtls;

import java.nio.file.Path;

/**
 * A certificate, or a file of them, that is read when a context is created (PEP 748, "Certificates").
 *
 * <p>PEM or DER. A PEM leaf may be followed by its intermediate certificates and its private key.
 *
 * @param source the source of the certificate
 */
public record TlsCertificate(MaterialSource source) {

    public TlsCertificate {
        if (source == null) {
            throw new IllegalArgumentException("the certificate has no source; specify a file, a buffer or an id");
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
     * Returns a certificate in a PKCS#11 token or a key store. If it has a private key there, the certificates of its
     * issuers are loaded as well, if present.
     *
     * @param id a PKCS#11 URI (RFC 7512), or an alias as {@linkplain TlsPrivateKey#fromId for a key}; the PIN or
     *     password is that of the private key, unless the URI specifies a file with {@code pin-source}, or a system
     *     property specifies the password
     */
    public static TlsCertificate fromId(String id) {
        return new TlsCertificate(MaterialSource.id(id));
    }
}
