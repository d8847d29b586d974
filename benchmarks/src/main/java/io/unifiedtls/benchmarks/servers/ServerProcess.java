package io.unifiedtls.benchmarks.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.unifiedtls.benchmarks.app.BenchmarkApplication;

/** A server that was started, and says when it is ready. */
final class ServerProcess implements AutoCloseable {

    private static final int LAST_LINES = 60;

    private final Process process;

    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * What a server says of itself.
     *
     * @param millis since its virtual machine began
     */
    record Ready(int port, long millis) {}

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server that writes {@code ready PORT MILLIS}. */
    static ServerProcess start(List<String> command) throws IOException {
        var started = new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        var reader = new Thread(started::read, "output of a server");
        endWithThis(started.process);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    /** Kills a process when this one is interrupted, too. */
    static void endWithThis(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private void read() {
        try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(this::line);
        } catch (UncheckedIOException | IOException killed) {
            // it says no more
        }
        this.ready.completeExceptionally(new IllegalStateException("it did not start"));
    }

    private synchronized void line(String line) {
        this.lines.addLast(line);
        if (this.lines.size() > LAST_LINES) {
            this.lines.removeFirst();
        }
        if (line.startsWith(BenchmarkApplication.READY)) {
            var words = line.split(" ");
            this.ready.complete(new Ready(Integer.parseInt(words[1]), Long.parseLong(words[2])));
        }
    }

    /** Waits until it is ready. */
    Ready ready() throws InterruptedException {
        try {
            return this.ready.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(reason(), e);
        }
    }

    /** What a failed start says: what follows Boot's headings, or else the last line. */
    synchronized String reason() {
        var text = List.copyOf(this.lines);
        var description = text.indexOf("Description:");
        if (description >= 0 && description + 2 < text.size()) {
            return text.get(description + 2);
        }
        return text.stream()
                .filter(line -> line.startsWith("Caused by") || line.contains("Exception"))
                .reduce((first, second) -> second)
                .orElse(text.isEmpty() ? "it ended without a word" : text.get(text.size() - 1));
    }

    /** Returns the process. */
    ProcessHandle handle() {
        return this.process.toHandle();
    }

    /** Returns the processor time that it has used. */
    Duration cpu() {
        return this.process
                .toHandle()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("the processor time of another process is not told here"));
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
