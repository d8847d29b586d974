/** A unified TLS API for Java that works with any TLS library. */
module io.unifiedtls {
    requires static org.jspecify;

    exports io.unifiedtls;
    exports io.unifiedtls.jsse;

    // for our own modules, and without promises for anybody else
    exports io.unifiedtls.internal.buffer to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.context to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.engine to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.material to
            io.unifiedtls.boringssl,
            io.unifiedtls.pkcs11;
    exports io.unifiedtls.internal.ondemand to
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.record to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.socket to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.text to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.pkcs11,
            io.unifiedtls.autoconfigure;
    exports io.unifiedtls.internal.trust to
            io.unifiedtls.boringssl,
            io.unifiedtls.insecure,
            io.unifiedtls.autoconfigure;

    uses io.unifiedtls.TlsImplementation;
    uses io.unifiedtls.internal.material.TokenReader;

    provides io.unifiedtls.TlsImplementation with
            io.unifiedtls.jsse.ConscryptImplementation,
            io.unifiedtls.jsse.JsseImplementation,
            io.unifiedtls.jsse.BouncyCastleImplementation;
}
