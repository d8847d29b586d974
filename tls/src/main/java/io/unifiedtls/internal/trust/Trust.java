package io.unifiedtls.internal.trust;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What identifies a peer.
 *
 * @param authorities the trusted certificates
 * @param revocationLists what a peer's certificates must not be on; not looked at if empty
 */
public record Trust(List<X509Certificate> authorities, List<X509CRL> revocationLists) {

    public Trust {
        authorities = List.copyOf(authorities);
        revocationLists = List.copyOf(revocationLists);
    }
}
