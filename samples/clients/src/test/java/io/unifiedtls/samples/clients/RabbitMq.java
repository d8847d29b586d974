package io.unifiedtls.samples.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

/** A RabbitMQ server, with its own register of Erlang's nodes, which it would start as a daemon that outlives it. */
final class RabbitMq implements ServerProgram {

    private final Path directory;

    private final int port;

    private final int nodesPort = LoopbackPort.free();

    private final int distributionPort = LoopbackPort.free();

    private final Process nodes;

    RabbitMq(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.nodes = new ProcessBuilder(
                        InstalledProgram.path("epmd"),
                        "-port",
                        Integer.toString(this.nodesPort),
                        "-address",
                        "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("epmd.log").toFile())
                .start();
        ServerProcess.endWithThisVirtualMachine(this.nodes);
        Awaitility.await().atMost(ServerProcess.PATIENCE).until(() -> LoopbackPort.accepts(this.nodesPort));
    }

    @Override
    public String configuration() {
        return """
                listeners.tcp = none
                listeners.ssl.1 = 127.0.0.1:%2$d
                ssl_options.cacertfile = %1$s/clients.pem
                ssl_options.certfile = %1$s/server.pem
                ssl_options.keyfile = %1$s/server.key
                ssl_options.verify = verify_peer
                ssl_options.fail_if_no_peer_cert = true
                log.console = true
                """.formatted(this.directory, this.port);
    }

    @Override
    public List<String> command() {
        return List.of("rabbitmq-server");
    }

    @Override
    public Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("RABBITMQ_CONFIG_FILE", this.directory + "/server.conf"),
                Map.entry("RABBITMQ_MNESIA_BASE", this.directory + "/mnesia"),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_NODENAME", "test%d@localhost".formatted(this.port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(this.distributionPort)),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", this.directory + "/plugins"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(this.nodesPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"));
    }

    @Override
    public String user() {
        return "rabbitmq";
    }

    @Override
    public void close() {
        ServerProcess.end(this.nodes);
    }
}
