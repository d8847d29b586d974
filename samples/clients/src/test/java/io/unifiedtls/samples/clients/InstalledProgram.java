package io.unifiedtls.samples.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of the distribution. */
final class InstalledProgram {

    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    private InstalledProgram() {}

    /**
     * Returns the path of a program. Debian has some beside the path, and daemons where only root looks; its RabbitMQ
     * there is a script that refuses all users but two.
     */
    static String path(String name) {
        try (var versions = Files.isDirectory(POSTGRESQL) ? Files.list(POSTGRESQL) : Stream.<Path>empty()) {
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
}
