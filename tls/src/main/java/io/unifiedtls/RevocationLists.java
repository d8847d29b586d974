package io.unifiedtls;

import java.nio.file.Path;

/**
 * Certificate revocation lists (RFC 5280, section 5), read when a context is created.
 *
 * <p>Every certificate of a peer's chain, but for the trusted one, needs a current list of its issuer: one without is
 * refused.
 *
 * @param source where the lists come from: PEM, with any number of them, or DER with one
 */
public record RevocationLists(MaterialSource source) {

    /** Returns the lists in a file. */
    public static RevocationLists fromFile(Path path) {
        return new RevocationLists(MaterialSource.file(path));
    }

    /** Returns the lists in a copy of the buffer. */
    public static RevocationLists fromBuffer(byte[] buffer) {
        return new RevocationLists(MaterialSource.buffer(buffer));
    }
}
