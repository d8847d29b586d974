/** An in-memory certificate authority for tests. */
module io.unifiedtls.test.authority {
    requires transitive org.bouncycastle.pkix;
    requires transitive org.bouncycastle.provider;
    requires static org.jspecify;

    exports io.unifiedtls.test;
}
