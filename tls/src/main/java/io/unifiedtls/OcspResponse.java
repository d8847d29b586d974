package io.unifiedtls;

import java.nio.file.Path;

/**
 * A DER OCSP response (RFC 6960): a CA's signed statement on whether one of its certificates is revoked. Read when a
 * context is created. It must be replaced before it expires; it is not fetched automatically.
 *
 * @param source the source of the response
 */
public record OcspResponse(MaterialSource source) {

    /** Returns the response in a file. */
    public static OcspResponse fromFile(Path path) {
        return new OcspResponse(MaterialSource.file(path));
    }

    /** Returns the response in a copy of the buffer. */
    public static OcspResponse fromBuffer(byte[] buffer) {
        return new OcspResponse(MaterialSource.buffer(buffer));
    }
}
