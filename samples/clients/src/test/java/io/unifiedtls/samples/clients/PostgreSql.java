package io.unifiedtls.samples.clients;

import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL server. Its configuration is that of host-based authentication. */
record PostgreSql(Path directory, int port) implements ServerProgram {

    @Override
    public String configuration() {
        return """
                local all all trust
                hostssl all all 127.0.0.1/32 trust clientcert=verify-ca
                """;
    }

    @Override
    public List<String> setup() {
        return List.of("initdb", "-D", data(), "--auth=trust", "--no-sync");
    }

    private String data() {
        return this.directory + "/data";
    }

    @Override
    public List<String> command() {
        return List.of(
                "postgres",
                "-D",
                data(),
                "-p",
                Integer.toString(this.port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + this.directory,
                "-c",
                "hba_file=" + this.directory + "/server.conf",
                "-c",
                "fsync=off",
                "-c",
                "ssl=on",
                "-c",
                "ssl_cert_file=" + this.directory + "/server.pem",
                "-c",
                "ssl_key_file=" + this.directory + "/server.key",
                "-c",
                "ssl_ca_file=" + this.directory + "/clients.pem");
    }

    @Override
    public String user() {
        return "postgres";
    }

    /** It accepts connections before it serves them, and says when it does. */
    @Override
    public boolean isReady(String log) {
        return log.contains("ready to accept");
    }
}
