package io.unifiedtls.autoconfigure.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the file system shows of files and directories without reading them. Immutable.
 *
 * @param states by path
 */
record FileStates(Map<Path, State> states) {

    /**
     * The state of a file or of a directory, behind all links.
     *
     * @param key identifies the file, if the file system can
     * @param size in bytes; negative if the file does not exist
     */
    record State(@Nullable Object key, long size, @Nullable FileTime modified) {

        private static final State ABSENT = new State(null, -1, null);

        private static State of(Path path) {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new State(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
            } catch (IOException | RuntimeException absentOrNotReadable) {
                return ABSENT;
            }
        }
    }

    FileStates {
        states = Map.copyOf(states);
    }

    /** Looks at files. */
    static FileStates of(Collection<Path> paths) {
        var states = new HashMap<Path, State>();
        paths.forEach(path -> states.put(path, State.of(path)));
        return new FileStates(states);
    }

    /** Returns the paths whose state differs, or was not looked at before. */
    Set<Path> changesSince(FileStates before) {
        var changed = new HashSet<Path>();
        this.states.forEach((path, state) -> {
            if (!Objects.equals(before.states.get(path), state)) {
                changed.add(path);
            }
        });
        return changed;
    }
}
