package io.unifiedtls;

import static java.util.Objects.requireNonNull;

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
        requireNonNull(source);
    }

    /** Returns the certificate in a file. */
    public static TlsCertificate fromFile(Path path) {
        return new TlsCertificate(MaterialSource.file(path));
    }

    /** Returns the certificate in a copy of the buffer. */
    public static TlsCertificate fromBuffer(byte[] buffer) {
        return new TlsCertificate(MaterialSource.buffer(buffer));
    }

    /** Returns a certificate that the implementation knows by a name of its own; many know none. */
    public static TlsCertificate fromId(String id) {
        return new TlsCertificate(MaterialSource.id(id));
    }
}
