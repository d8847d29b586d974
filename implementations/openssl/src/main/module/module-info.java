/** The TLS implementation that uses the OpenSSL of the system. */
module io.unifiedtls.openssl {
    requires transitive io.unifiedtls;
    requires static org.jspecify;

    exports io.unifiedtls.openssl;

    provides io.unifiedtls.TlsImplementation with
            io.unifiedtls.openssl.OpenSslImplementation;
}
