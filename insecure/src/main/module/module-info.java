/** Contexts that skip checks of the peer, for tests. */
module io.unifiedtls.insecure {
    requires transitive io.unifiedtls;
    requires static org.jspecify;

    exports io.unifiedtls.insecure;
}
