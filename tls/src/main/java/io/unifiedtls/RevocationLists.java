package io.unifiedtls;

import java.nio.file.Path;

/**
 * Certificate revocation lists (CRLs; RFC 5280, section 5), read when a context is created.
 *
 * <p>Every certificate in {@linkplain Scope the scope} needs a current CRL from its issuer; otherwise it is refused.
 * CRLs are never fetched.
 *
 * @param source the source of the CRLs: any number in PEM, or one in DER
 * @param scope the certificates to check
 */
public record RevocationLists(MaterialSource source, Scope scope) {

    /** The certificates of a peer to check. */
    public enum Scope {
        /** Every certificate of the chain except the trusted one. */
        WHOLE_CHAIN,

        /** Only the peer's own certificate. */
        LEAF
    }

    /** Creates CRLs that are checked for the whole chain. */
    public RevocationLists(MaterialSource source) {
        this(source, Scope.WHOLE_CHAIN);
    }

    /** Returns the CRLs in a file, checked for the whole chain. */
    public static RevocationLists fromFile(Path path) {
        return new RevocationLists(MaterialSource.file(path));
    }

    /** Returns the CRLs in a copy of the buffer, checked for the whole chain. */
    public static RevocationLists fromBuffer(byte[] buffer) {
        return new RevocationLists(MaterialSource.buffer(buffer));
    }

    /**
     * Returns these CRLs, checked only for the peer's own certificate; use this if the CRLs for CA certificates are
     * unavailable.
     */
    public RevocationLists leafOnly() {
        return new RevocationLists(this.source, Scope.LEAF);
    }
}
