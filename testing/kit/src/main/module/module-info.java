/** Connected clients and servers for tests, and a compatibility kit. */
module io.unifiedtls.test {
    requires transitive io.unifiedtls;
    requires transitive io.unifiedtls.test.authority;
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.assertj.core;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports io.unifiedtls.test.connection;
    exports io.unifiedtls.test.junit;

    opens io.unifiedtls.test.compatibility;

    exports io.unifiedtls.test.compatibility;
}
