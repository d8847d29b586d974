package io.unifiedtls.samples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.h2.tools.Server;

import io.unifiedtls.samples.development.DevelopmentAuthority;
import io.unifiedtls.samples.development.KeyAlgorithm;

/**
 * A database, two nodes that share their session ticket keys in it, and a load balancer before them, all on the
 * loopback interface. They stop with this. Not thread-safe.
 */
final class Cluster implements AutoCloseable {

    private static final Path CERTIFICATES = Path.of("certs");

    private final String encryptionKey = randomKey();

    private final Path directory;

    private final List<String> nodeArguments;

    private final Server database;

    private final List<Process> processes = new ArrayList<>();

    /**
     * Starts the database.
     *
     * @param directory for the database and the logs
     * @param nodeArguments properties of each node beside those of {@code application.yml}
     */
    Cluster(Path directory, List<String> nodeArguments) throws IOException, SQLException {
        this.directory = Files.createDirectories(directory);
        this.nodeArguments = nodeArguments;
        var authority = DevelopmentAuthority.in(CERTIFICATES);
        authority.server("cluster", KeyAlgorithm.ECDSA, "localhost");
        this.database = Server.createTcpServer(
                        "-tcpPort",
                        "0",
                        "-ifNotExists",
                        "-baseDir",
                        directory.toAbsolutePath().toString())
                .start();
    }

    /** Starts everything, tells what to try, and waits until it is stopped. */
    static void run() throws Exception {
        var cluster = new Cluster(Path.of("target", "cluster"), List.of());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        cluster.startNode("one", 8444);
        cluster.startNode("two", 8445);
        cluster.startBalancer(8443, List.of(8444, 8445));
        System.out.println("""

                Two nodes start behind https://localhost:8443, which takes a few seconds; their logs are in target/cluster.
                Each connection goes to the next node, and resumes the session of the first one:

                    openssl s_client -connect localhost:8443 -tls1_2 -reconnect </dev/null 2>&1 | grep -E '^(New|Reused)'

                The same in TLS 1.3, and which node answers:

                    printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -connect localhost:8443 -ign_eof -sess_out s.pem | grep -E '^(New|one|two)'
                    printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -connect localhost:8443 -ign_eof -sess_in s.pem | grep -E '^(Reused|one|two)'

                The nodes rotate their keys every minute: tls.tickets.rotations counts it on the node that was first. Kill one, and its
                clients resume their sessions on the other one:

                    pkill -9 -f spring.application.name=two
                    curl --cacert certs/ca.pem 'https://localhost:8443/actuator/metrics/tls.handshakes?tag=resumed:true'

                Ctrl+C stops everything.
                """);
        Thread.currentThread().join();
    }

    private static String randomKey() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Starts a node as a process of its own. */
    Process startNode(String name, int port) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(java.io.File.pathSeparator)) {
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(List.of("-cp", classPath, NodeApplication.class.getName()));
        }
        command.add("--spring.application.name=" + name);
        command.add("--server.port=" + port);
        command.add("--spring.datasource.url=jdbc:h2:tcp://localhost:%d/./cluster".formatted(this.database.getPort()));
        command.addAll(this.nodeArguments);
        var builder = new ProcessBuilder(command);
        builder.environment().put("TICKET_KEY", this.encryptionKey);
        return start(builder, name);
    }

    /** Starts HAProxy, which hands each connection to the next node, without a look at its bytes. */
    Process startBalancer(int port, List<Integer> nodes) throws IOException {
        var configuration = new StringBuilder("""
                defaults
                    mode tcp
                    timeout connect 2s
                    timeout client 1m
                    timeout server 1m
                    retries 3
                    option redispatch
                frontend cluster
                    bind 127.0.0.1:%d
                    default_backend nodes
                backend nodes
                    balance roundrobin
                """.formatted(port));
        nodes.forEach(node -> configuration.append(
                "    server node-%d 127.0.0.1:%d check inter 500ms fall 1 rise 1\n".formatted(node, node)));
        var file = Files.writeString(this.directory.resolve("haproxy.cfg"), configuration);
        try {
            return start(new ProcessBuilder(program("haproxy"), "-db", "-f", file.toString()), "haproxy");
        } catch (IOException missing) {
            throw new IOException("the sample needs HAProxy: apt-get install haproxy", missing);
        }
    }

    /** It is not in the path of every user. */
    private static String program(String name) {
        var system = Path.of("/usr/sbin", name);
        return Files.isExecutable(system) ? system.toString() : name;
    }

    private Process start(ProcessBuilder builder, String name) throws IOException {
        var process = builder.redirectErrorStream(true)
                .redirectOutput(this.directory.resolve(name + ".log").toFile())
                .start();
        this.processes.add(process);
        return process;
    }

    /** Stops the database, but not the nodes. */
    void stopDatabase() {
        this.database.stop();
    }

    @Override
    public void close() {
        this.processes.forEach(Process::destroy);
        this.database.stop();
    }
}
