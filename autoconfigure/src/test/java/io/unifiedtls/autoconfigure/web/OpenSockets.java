package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP connections of a local port, as the operating system knows them; none are known where that is not Linux. */
final class OpenSockets {

    /** ESTABLISHED, and CLOSE_WAIT: the client has closed its side, and the server has not. */
    private static final Set<String> OPEN = Set.of("01", "08");

    private OpenSockets() {}

    static List<String> of(int port) {
        var local = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(OpenSockets::lines)
                .filter(line -> isOpen(line.trim().split("\\s+"), local))
                .toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static boolean isOpen(String[] fields, String local) {
        return fields.length > 3 && fields[1].endsWith(local) && OPEN.contains(fields[3]);
    }
}
