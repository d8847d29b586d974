package io.unifiedtls.benchmarks;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * A certificate for {@link #HOST} and {@code localhost}, made when it is needed, and the authority that clients trust.
 *
 * @param authority its key is EC P-256 whatever that of the certificate is
 */
record Material(TestAuthority authority, TestCertificate certificate) {

    /** With a dot in it, so that every library asks for it by name. */
    static final String HOST = "www.shop.test";

    /** Returns a certificate with an EC P-256 key. */
    static Material ec() {
        var authority = TestAuthority.create("Benchmark CA");
        return new Material(authority, authority.server(HOST, "localhost"));
    }

    /** Returns a certificate with an RSA key of 2048 bits. */
    static Material rsa() {
        var authority = TestAuthority.create("Benchmark CA");
        return new Material(
                authority, authority.leaf().names(HOST, "localhost").rsa().issue());
    }
}
