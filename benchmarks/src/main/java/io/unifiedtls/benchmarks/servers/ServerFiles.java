package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.unifiedtls.test.TestAuthority;

/** The certificates of the servers, in a directory: all are EC P-256. */
record ServerFiles(Path directory) {

    /** The names that a server with three certificates has. */
    static final List<String> NAMES = List.of("localhost", "www.shop.test", "api.shop.test");

    static ServerFiles create() throws IOException {
        var directory = Files.createTempDirectory("benchmarks");
        var authority = TestAuthority.create("Benchmark CA");
        for (int i = 0; i < NAMES.size(); i++) {
            var certificate = authority.server(NAMES.get(i));
            Files.write(directory.resolve(i + ".pem"), certificate.combinedPem());
            if (i == 0) {
                certificate.pkcs12(directory.resolve("0.p12"), "secret", "server");
            }
        }
        return new ServerFiles(directory);
    }

    /** Returns the file with the chain and the key of a name. */
    Path combined(int i) {
        return this.directory.resolve(i + ".pem");
    }

    Path keyStore() {
        return this.directory.resolve("0.p12");
    }

    /** Writes the configuration of nginx, which serves the same page. */
    Path nginx(int port, int plainPort, String page) throws IOException {
        return Files.writeString(this.directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    keepalive_requests 100000000;
                    client_body_temp_path %1$s/nginx-body;
                    proxy_temp_path %1$s/nginx-proxy;
                    fastcgi_temp_path %1$s/nginx-fastcgi;
                    uwsgi_temp_path %1$s/nginx-uwsgi;
                    scgi_temp_path %1$s/nginx-scgi;
                    server {
                        listen 127.0.0.1:%2$d ssl;
                        listen 127.0.0.1:%5$d;
                        ssl_certificate %3$s;
                        ssl_certificate_key %3$s;
                        ssl_protocols TLSv1.2 TLSv1.3;
                        location = /hello {
                            default_type text/plain;
                            return 200 "%4$s";
                        }
                    }
                }
                """.formatted(
                        this.directory, port, combined(0), page, plainPort));
    }
}
