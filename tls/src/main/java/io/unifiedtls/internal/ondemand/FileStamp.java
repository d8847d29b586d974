package io.unifiedtls.internal.ondemand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What the file system shows of files or of a directory without reading them: different after each change.
 *
 * @param parts identity, size and time of each, behind all links; empty for one that is missing
 */
record FileStamp(List<String> parts) {

    FileStamp {
        parts = List.copyOf(parts);
    }

    static FileStamp of(List<Path> paths) {
        var parts = new ArrayList<String>();
        for (var path : paths) {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                parts.add("%s %d %s"
                        .formatted(
                                attributes.fileKey(),
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()));
            } catch (IOException missing) {
                parts.add("");
            }
        }
        return new FileStamp(parts);
    }
}
