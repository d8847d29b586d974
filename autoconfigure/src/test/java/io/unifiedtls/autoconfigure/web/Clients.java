package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the clients that others wrote. */
final class Clients {

    private Clients() {}

    /**
     * What a client has said, on both of its outputs.
     *
     * @param exitCode zero if it was content
     */
    record Result(int exitCode, String output) {}

    static Result run(List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = process.outputWriter()) {
                stdin.write(input);
            } catch (IOException gone) {
                // the client has ended before it read everything
            }
            var output = process.inputReader(StandardCharsets.ISO_8859_1);
            var text = new StringBuilder();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                text.append(line).append('\n');
            }
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("%s does not end".formatted(command));
            }
            return new Result(process.exitValue(), text.toString());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
