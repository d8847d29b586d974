package io.unifiedtls.samples.clients;

import java.nio.file.Path;
import java.util.List;

/** An nginx that answers with the subject of the client's certificate. */
record Nginx(Path directory, int port) implements ServerProgram {

    @Override
    public String configuration() {
        return """
                daemon off; worker_processes 1; pid %1$s/nginx.pid; error_log %1$s/error.log;
                events {}
                http {
                  access_log off; keepalive_timeout 10s;
                  client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                  server {
                    listen 127.0.0.1:%2$d ssl http2;
                    ssl_certificate %1$s/server.pem; ssl_certificate_key %1$s/server.key;
                    ssl_client_certificate %1$s/clients.pem; ssl_verify_client on;
                    location / { return 200 "$ssl_client_s_dn"; }
                  }
                }
                """.formatted(this.directory, this.port);
    }

    @Override
    public List<String> command() {
        return List.of("nginx", "-c", this.directory + "/server.conf", "-p", this.directory + "/");
    }
}
