package io.unifiedtls.benchmarks.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process of the {@link LoadGenerator}. */
final class Load implements AutoCloseable {

    /** What is repeated. */
    enum Kind {
        /** A new connection with a full handshake, one request, and its end. */
        CONNECTIONS,
        /** A request on a connection that stays. */
        REQUESTS,
        /** Connections that stay open, after a request each, until the next call of this kind. */
        IDLE,
        /** Requests for so many seconds while new connections arrive. */
        LATENCY
    }

    private final Process process;

    private final PrintStream commands;

    private final BufferedReader answers;

    private Load(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    static Load start() throws IOException {
        var command = Variant.java(System.getProperty("java.class.path"));
        command.add(LoadGenerator.class.getName());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ServerProcess.endWithThis(process);
        return new Load(process);
    }

    /** Calls a server, and returns the nanoseconds that it took; for {@link Kind#LATENCY} the 99th percentile. */
    long call(Kind kind, boolean tls, int port, int count) throws IOException {
        this.commands.println("%s %s %d %d"
                .formatted(kind.name().toLowerCase(java.util.Locale.ROOT), tls ? "https" : "http", port, count));
        var answer = this.answers.readLine();
        if (answer == null || answer.startsWith("failed")) {
            throw new IllegalStateException("calls to a server " + answer);
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
