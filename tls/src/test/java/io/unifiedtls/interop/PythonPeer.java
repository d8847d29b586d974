package io.unifiedtls.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A process that talks TLS through Python's {@code ssl} module (Debian's package python3). */
final class PythonPeer implements AutoCloseable {

    private final Process process;

    private final BufferedReader output;

    private PythonPeer(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static PythonPeer start(Path directory, String role, String... arguments) throws IOException {
        return run(directory, "peer.py", role, arguments);
    }

    /** Runs a script among the resources. */
    static PythonPeer run(Path directory, String name, String role, String... arguments) throws IOException {
        var script = directory.resolve(name);
        try (var resource = Objects.requireNonNull(PythonPeer.class.getResourceAsStream(name))) {
            Files.write(script, resource.readAllBytes());
        }
        var command = new ArrayList<>(List.of("timeout", "60", "python3", script.toString(), role));
        command.addAll(List.of(arguments));
        return new PythonPeer(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Returns the next line that the process prints. */
    String said() throws IOException {
        return Objects.requireNonNullElse(this.output.readLine(), "nothing");
    }

    /** Returns the port that the process says it listens on. */
    int port() throws IOException {
        var line = said();
        var port = Pattern.compile("\"port\": (\\d+)").matcher(line);
        if (!port.find()) {
            throw new IOException(
                    "the peer does not listen: " + line + this.output.lines().toList());
        }
        return Integer.parseInt(port.group(1));
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
