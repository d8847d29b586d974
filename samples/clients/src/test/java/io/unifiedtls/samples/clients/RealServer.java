package io.unifiedtls.samples.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * A server of the operating system that requires client certificates. It stops with the test, and at the latest with
 * this virtual machine. Not thread-safe.
 */
final class RealServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    /** How a server is started with the files in a directory. */
    enum Kind {
        NGINX("nginx", "", """
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
                """),

        REDIS("redis-server", "", """
                port 0
                tls-port %2$d
                bind 127.0.0.1
                dir %1$s
                save ""
                tls-cert-file %1$s/server.pem
                tls-key-file %1$s/server.key
                tls-ca-cert-file %1$s/clients.pem
                tls-auth-clients yes
                """),

        RABBITMQ("rabbitmq-server", "rabbitmq", """
                listeners.tcp = none
                listeners.ssl.1 = 127.0.0.1:%2$d
                ssl_options.cacertfile = %1$s/clients.pem
                ssl_options.certfile = %1$s/server.pem
                ssl_options.keyfile = %1$s/server.key
                ssl_options.verify = verify_peer
                ssl_options.fail_if_no_peer_cert = true
                log.console = true
                """),

        POSTGRESQL("postgres", "postgres", """
                local all all trust
                hostssl all all 127.0.0.1/32 trust clientcert=verify-ca
                """),

        MARIADB("mariadbd", "mysql", """
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
                """);

        private final String program;

        private final String user;

        private final String configuration;

        Kind(String program, String user, String configuration) {
            this.program = program;
            this.user = user;
            this.configuration = configuration;
        }
    }

    private final Kind kind;

    private final Path directory;

    private final int port = freePort();

    private final int nodesPort = freePort();

    /** Erlang's register of nodes, which RabbitMQ would start as a daemon that outlives it. */
    private final @Nullable Process nodes;

    private @Nullable Process process;

    RealServer(Kind kind, Path directory) throws IOException {
        this.kind = kind;
        this.directory = directory;
        // a server with a user of its own has to get there
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        write(
                "server.conf",
                this.kind.configuration.formatted(directory, this.port).getBytes());
        this.nodes = (kind == Kind.RABBITMQ) ? startNodes() : null;
        if (kind == Kind.POSTGRESQL) {
            initialize("initdb", "-D", directory + "/data", "--auth=trust", "--no-sync");
            write("data/pg_hba.conf", this.kind.configuration.getBytes());
        } else if (kind == Kind.MARIADB) {
            initialize(
                    "mariadb-install-db",
                    "--datadir=" + directory + "/data",
                    "--auth-root-authentication-method=normal");
        }
    }

    private Process startNodes() throws IOException {
        var started = new ProcessBuilder(
                        program("epmd"), "-port", Integer.toString(this.nodesPort), "-address", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(this.directory.resolve("epmd.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        Awaitility.await().atMost(PATIENCE).until(() -> accepts(this.nodesPort));
        return started;
    }

    /** Only servers that refuse to run as root have a user. */
    private void initialize(String... command) throws IOException {
        own();
        run(asUser(command));
    }

    private void own() throws IOException {
        if (IS_ROOT && !this.kind.user.isEmpty()) {
            run(List.of("chown", "-R", this.kind.user, this.directory.toString()));
        }
    }

    private List<String> asUser(String... command) {
        var all = new ArrayList<String>();
        if (IS_ROOT && !this.kind.user.isEmpty()) {
            all.addAll(List.of("setpriv", "--reuid", this.kind.user, "--regid", this.kind.user, "--clear-groups"));
        }
        all.add(program(command[0]));
        all.addAll(List.of(command).subList(1, command.length));
        return all;
    }

    /**
     * Debian has some programs beside the path, and daemons where only root looks; its RabbitMQ there is a script that
     * refuses all users but two.
     */
    private static String program(String name) {
        try (var versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.<Path>empty()) {
            return Stream.concat(
                            Stream.of("/usr/lib/rabbitmq/bin", "/usr/sbin", "/usr/bin")
                                    .map(Path::of),
                            versions.map(version -> version.resolve("bin")))
                    .map(folder -> folder.resolve(name))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst()
                    .orElse(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) throws IOException {
        var log = this.directory.resolve("setup.log").toFile();
        var running = new ProcessBuilder(command)
                .directory(this.directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        try {
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(log.toPath()));
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return this.port;
    }

    /** Starts the server anew with a certificate, and clients of an authority. */
    void restart(TestCertificate certificate, TestAuthority clients) throws Exception {
        stop();
        write("server.pem", certificate.chainPem());
        write("server.key", certificate.privateKeyPem());
        write("clients.pem", clients.certificatePem());
        Files.setPosixFilePermissions(
                this.directory.resolve("server.key"),
                PosixFilePermissions.fromString(this.kind.user.isEmpty() ? "rw-r--r--" : "rw-------"));
        own();
        var builder = new ProcessBuilder(asUser(command()))
                .directory(this.directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(this.directory.resolve("server.log").toFile());
        builder.environment().put("HOME", this.directory.toString());
        if (this.kind == Kind.RABBITMQ) {
            builder.environment().put("RABBITMQ_CONFIG_FILE", this.directory + "/server.conf");
            builder.environment().put("RABBITMQ_MNESIA_BASE", this.directory + "/mnesia");
            builder.environment().put("RABBITMQ_LOGS", "-");
            builder.environment().put("RABBITMQ_NODENAME", "test%d@localhost".formatted(this.port));
            builder.environment().put("RABBITMQ_DIST_PORT", Integer.toString(freePort()));
            builder.environment().put("RABBITMQ_ENABLED_PLUGINS_FILE", this.directory + "/plugins");
            builder.environment().put("ERL_EPMD_PORT", Integer.toString(this.nodesPort));
            builder.environment().put("ERL_EPMD_ADDRESS", "127.0.0.1");
        }
        var started = builder.start();
        this.process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started)));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!started.isAlive()) {
                        throw new IllegalStateException(Files.readString(this.directory.resolve("server.log")));
                    }
                })
                .until(this::isReady);
    }

    private String[] command() {
        return switch (this.kind) {
            case NGINX ->
                new String[] {this.kind.program, "-c", this.directory + "/server.conf", "-p", this.directory + "/"};
            case REDIS -> new String[] {this.kind.program, this.directory + "/server.conf"};
            case RABBITMQ -> new String[] {this.kind.program};
            case POSTGRESQL ->
                new String[] {
                    this.kind.program,
                    "-D",
                    this.directory + "/data",
                    "-p",
                    Integer.toString(this.port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=" + this.directory,
                    "-c",
                    "fsync=off",
                    "-c",
                    "ssl=on",
                    "-c",
                    "ssl_cert_file=" + this.directory + "/server.pem",
                    "-c",
                    "ssl_key_file=" + this.directory + "/server.key",
                    "-c",
                    "ssl_ca_file=" + this.directory + "/clients.pem"
                };
            case MARIADB -> new String[] {this.kind.program, "--defaults-file=" + this.directory + "/server.conf"};
        };
    }

    /** PostgreSQL accepts connections before it serves them, and says when it does. */
    private boolean isReady() throws IOException {
        return accepts(this.port)
                && (this.kind != Kind.POSTGRESQL
                        || Files.readString(this.directory.resolve("server.log"))
                                .contains("ready to accept"));
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(this.directory.resolve(name), content);
    }

    private void stop() {
        if (this.process != null) {
            end(this.process);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !accepts(this.port));
        }
    }

    private static void end(Process process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
        if (this.nodes != null) {
            end(this.nodes);
        }
    }
}
