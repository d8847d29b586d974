package io.unifiedtls.internal.material;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.unifiedtls.MaterialSource;

/**
 * Which content something was loaded from. Immutable.
 *
 * @param files digests of the files that were read, by path
 * @param directories digests of the names in the directories that were listed, by path
 * @param supplied digests of what something else had
 */
public record MaterialVersion(
        Map<Path, String> files, Map<Path, String> directories, Map<MaterialSource.Supplied, String> supplied) {

    public MaterialVersion {
        files = Map.copyOf(files);
        directories = Map.copyOf(directories);
        supplied = Map.copyOf(supplied);
    }

    /** Returns the paths of all files and directories. */
    public Set<Path> paths() {
        var paths = new TreeSet<>(this.files.keySet());
        paths.addAll(this.directories.keySet());
        return paths;
    }

    /** Returns the version of what was loaded from this content, and from other content later. */
    public MaterialVersion and(MaterialVersion later) {
        var allFiles = new TreeMap<>(this.files);
        allFiles.putAll(later.files);
        var allDirectories = new TreeMap<>(this.directories);
        allDirectories.putAll(later.directories);
        var allSupplied = new HashMap<>(this.supplied);
        allSupplied.putAll(later.supplied);
        return new MaterialVersion(allFiles, allDirectories, allSupplied);
    }

    /** Returns whether a snapshot has the same content. */
    public boolean isOf(MaterialSnapshot snapshot) {
        var sameDirectories = new TreeMap<>(this.directories)
                .entrySet().stream()
                        .allMatch(entry ->
                                snapshot.digestOfDirectory(entry.getKey()).equals(entry.getValue()));
        return sameDirectories
                && this.supplied.entrySet().stream()
                        .allMatch(entry ->
                                snapshot.digestOfSupplied(entry.getKey()).equals(entry.getValue()))
                && this.files.entrySet().stream()
                        .allMatch(entry -> snapshot.digestOfFile(entry.getKey()).equals(entry.getValue()));
    }
}
