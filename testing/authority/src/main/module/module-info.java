/** A certificate authority for tests, in memory. */
module io.unifiedtls.test.authority {
    requires transitive org.bouncycastle.pkix;
    requires transitive org.bouncycastle.provider;
    requires static org.jspecify;

    exports io.unifiedtls.test;
}
