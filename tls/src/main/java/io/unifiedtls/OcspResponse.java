package io.unifiedtls;

import java.nio.file.Path;

/**
 * What an authority says of one of its certificates by OCSP (RFC 6960), in DER, read when a context is created. It has
 * to be fetched anew before it expires; nothing here does that.
 *
 * @param source where the response comes from
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
