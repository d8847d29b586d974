package io.unifiedtls.samples.clients;

import java.nio.file.Path;
import java.util.List;

/** A MariaDB server. */
record MariaDb(Path directory, int port) implements ServerProgram {

    @Override
    public String configuration() {
        return """
                [mysqld]
                datadir=%1$s/data
                port=%2$d
                bind-address=127.0.0.1
                socket=%1$s/socket
                pid-file=%1$s/pid
                ssl-cert=%1$s/server.pem
                ssl-key=%1$s/server.key
                ssl-ca=%1$s/clients.pem
                require_secure_transport=ON
                """.formatted(this.directory, this.port);
    }

    @Override
    public List<String> setup() {
        return List.of(
                "mariadb-install-db",
                "--datadir=" + this.directory + "/data",
                "--auth-root-authentication-method=normal");
    }

    @Override
    public List<String> command() {
        return List.of("mariadbd", "--defaults-file=" + this.directory + "/server.conf");
    }

    @Override
    public String user() {
        return "mysql";
    }
}
