package io.unifiedtls.samples.test;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** Runs command lines as a person would. */
public final class Shell {

    // a handshake takes milliseconds; a machine that is busy, seconds
    private static final long PATIENCE_IN_SECONDS = 60;

    private Shell() {}

    /** Returns what a command line prints, errors too. */
    public static String run(String commandLine) {
        try {
            var output = File.createTempFile("shell", ".txt");
            var process = new ProcessBuilder("bash", "-c", commandLine)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output)
                    .start();
            if (!process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("still running: " + commandLine);
            }
            var printed = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            Files.delete(output.toPath());
            return printed;
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
