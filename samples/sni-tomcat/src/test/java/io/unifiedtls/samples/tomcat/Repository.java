package io.unifiedtls.samples.tomcat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {

    static final Path ROOT = root();

    // what builds and tools write
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".mvn", "node_modules");

    private Repository() {}

    /** Returns the files with one of these endings, in order. */
    static List<Path> files(String... endings) throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(Repository::isOurs)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        for (var name : ROOT.relativize(file)) {
            if (NOT_OURS.contains(name.toString())) {
                return false;
            }
        }
        return Files.isRegularFile(file);
    }

    private static Path root() {
        var directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(".mvn"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
