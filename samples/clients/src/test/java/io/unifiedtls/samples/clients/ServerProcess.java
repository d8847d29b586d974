package io.unifiedtls.samples.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** A server of the operating system. It stops with the test, and at the latest with this virtual machine. */
final class ServerProcess implements RealServer {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private final ServerProgram program;

    private final Path directory;

    private final int port;

    private @Nullable Process process;

    ServerProcess(ServerProgram program, Path directory, int port) throws IOException {
        this.program = program;
        this.directory = directory;
        this.port = port;
        // a server with a user of its own has to get there
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        write("server.conf", program.configuration().getBytes());
        if (!program.setup().isEmpty()) {
            own();
            run(asUser(program.setup()));
        }
    }

    @Override
    public int port() {
        return this.port;
    }

    @Override
    public void restart(TestCertificate certificate, TestAuthority clients) throws Exception {
        stop();
        write("server.pem", certificate.chainPem());
        write("server.key", certificate.privateKeyPem());
        write("clients.pem", clients.certificatePem());
        Files.setPosixFilePermissions(
                this.directory.resolve("server.key"),
                PosixFilePermissions.fromString(this.program.user().isEmpty() ? "rw-r--r--" : "rw-------"));
        own();
        var builder = new ProcessBuilder(asUser(this.program.command()))
                .directory(this.directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(this.directory.resolve("server.log").toFile());
        builder.environment().put("HOME", this.directory.toString());
        builder.environment().putAll(this.program.environment());
        var started = builder.start();
        this.process = started;
        endWithThisVirtualMachine(started);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!started.isAlive()) {
                        throw new IllegalStateException(log());
                    }
                })
                .until(() -> LoopbackPort.accepts(this.port) && this.program.isReady(log()));
    }

    private String log() throws IOException {
        return Files.readString(this.directory.resolve("server.log"));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(this.directory.resolve(name), content);
    }

    private boolean isChangingUser() {
        return IS_ROOT && !this.program.user().isEmpty();
    }

    private void own() throws IOException {
        if (isChangingUser()) {
            run(List.of("chown", "-R", this.program.user(), this.directory.toString()));
        }
    }

    private List<String> asUser(List<String> command) {
        var all = new ArrayList<String>();
        if (isChangingUser()) {
            var user = this.program.user();
            all.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups"));
        }
        all.add(InstalledProgram.path(command.get(0)));
        all.addAll(command.subList(1, command.size()));
        return all;
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

    private void stop() {
        if (this.process != null) {
            end(this.process);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !LoopbackPort.accepts(this.port));
        }
    }

    static void endWithThisVirtualMachine(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    }

    static void end(Process process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
        this.program.close();
    }
}
