/** The TLS implementation that uses BoringSSL. */
module io.unifiedtls.boringssl {
    requires transitive io.unifiedtls;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.tcnative.classes.openssl;
    requires static org.jspecify;

    exports io.unifiedtls.boringssl;
    exports io.unifiedtls.boringssl.internal to
            io.unifiedtls.autoconfigure;

    provides io.unifiedtls.TlsImplementation with
            io.unifiedtls.boringssl.BoringSslImplementation;
}
