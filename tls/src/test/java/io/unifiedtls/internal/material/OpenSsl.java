package io.unifiedtls.internal.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The {@code openssl} command, in a directory of its own. */
record OpenSsl(Path directory) {

    /** Runs a command line split at spaces, and returns what it wrote to the standard output. */
    byte[] run(String commandLine) throws IOException, InterruptedException {
        var output = this.directory.resolve("stdout");
        var errors = this.directory.resolve("stderr");
        var process = new ProcessBuilder(("openssl " + commandLine).split(" "))
                .directory(this.directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("openssl %s: %s".formatted(commandLine, Files.readString(errors)));
        }
        return Files.readAllBytes(output);
    }

    byte[] file(String name) throws IOException {
        return Files.readAllBytes(this.directory.resolve(name));
    }

    void write(String name, byte[]... parts) throws IOException {
        Files.write(this.directory.resolve(name), join(parts));
    }

    static byte[] join(byte[]... parts) {
        var joined = new StringBuilder();
        Arrays.stream(parts)
                .map(part -> new String(part, StandardCharsets.ISO_8859_1))
                .forEach(joined::append);
        return joined.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
