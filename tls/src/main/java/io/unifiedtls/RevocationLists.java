package io.unifiedtls;

import java.nio.file.Path;

/**
 * Certificate revocation lists (RFC 5280, section 5), read when a context is created.
 *
 * <p>Every certificate in {@linkplain Scope the scope} needs a current list of its issuer: one without is refused. The
 * lists are the only ones: none is fetched.
 *
 * @param source where the lists come from: PEM, with any number of them, or DER with one
 * @param scope which certificates must not be on a list
 */
public record RevocationLists(MaterialSource source, Scope scope) {

    /** Which certificates of a peer must not be on a list. */
    public enum Scope {
        /** Every certificate of the chain, but for the trusted one. */
        WHOLE_CHAIN,

        /** The certificate of the peer itself, whoever revoked those above it. */
        LEAF
    }

    /** Creates lists for the whole chain. */
    public RevocationLists(MaterialSource source) {
        this(source, Scope.WHOLE_CHAIN);
    }

    /** Returns the lists in a file, for the whole chain. */
    public static RevocationLists fromFile(Path path) {
        return new RevocationLists(MaterialSource.file(path));
    }

    /** Returns the lists in a copy of the buffer, for the whole chain. */
    public static RevocationLists fromBuffer(byte[] buffer) {
        return new RevocationLists(MaterialSource.buffer(buffer));
    }

    /** Returns these lists for the certificate of the peer alone, where those of the authorities are not at hand. */
    public RevocationLists leafOnly() {
        return new RevocationLists(this.source, Scope.LEAF);
    }
}
