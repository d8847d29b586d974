package io.unifiedtls.internal.trust;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

import io.unifiedtls.RevocationLists.Scope;

/**
 * The trusted certificates and the CRLs that peers are verified with.
 *
 * @param authorities the trusted certificates
 * @param revocationLists what a peer's certificates must not be on; not looked at if empty
 * @param scope which of a peer's certificates must not be on them
 * @param profile whether a peer's certificates have to conform to {@link StrictProfile}
 */
public record TrustAnchors(
        List<X509Certificate> authorities, List<X509CRL> revocationLists, Scope scope, Profile profile) {

    /** Whether a peer's certificates have to conform to RFC 5280 where the JDK does not look. */
    public enum Profile {
        STRICT,
        LENIENT
    }

    public TrustAnchors {
        authorities = List.copyOf(authorities);
        revocationLists = List.copyOf(revocationLists);
    }

    /** Creates trust with lists for the whole chain, in certificates that conform. */
    public TrustAnchors(List<X509Certificate> authorities, List<X509CRL> revocationLists) {
        this(authorities, revocationLists, Scope.WHOLE_CHAIN, Profile.STRICT);
    }

    /** Returns this trust, in certificates that need not conform. */
    TrustAnchors lenient() {
        return new TrustAnchors(this.authorities, this.revocationLists, this.scope, Profile.LENIENT);
    }
}
