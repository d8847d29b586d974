package io.unifiedtls.samples.clients;

import java.nio.file.Path;
import java.util.List;

/** A Redis server. */
record Redis(Path directory, int port) implements ServerProgram {

    @Override
    public String configuration() {
        return """
                port 0
                tls-port %2$d
                bind 127.0.0.1
                dir %1$s
                save ""
                tls-cert-file %1$s/server.pem
                tls-key-file %1$s/server.key
                tls-ca-cert-file %1$s/clients.pem
                tls-auth-clients yes
                """.formatted(this.directory, this.port);
    }

    @Override
    public List<String> command() {
        return List.of("redis-server", this.directory + "/server.conf");
    }
}
