package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.material.CertificateReader;
import io.unifiedtls.internal.material.MaterialReader;

/** A directory with files of certificates. Hidden files and sub-directories are not looked at. */
final class TrustDirectory {

    private TrustDirectory() {}

    /** Returns the certificates of every file, at least one; a file that is anything else is an error. */
    static List<X509Certificate> read(Path directory) throws ConfigurationException {
        var certificates = new ArrayList<X509Certificate>();
        for (var file : MaterialReader.list(directory)) {
            requireFile(file);
            certificates.addAll(CertificateReader.read(MaterialReader.read(file), file.toString()));
        }
        if (certificates.isEmpty()) {
            throw new ConfigurationException("no certificate found in the directory %s".formatted(directory));
        }
        return certificates;
    }

    static void requireFile(Path file) throws ConfigurationException {
        if (Files.isRegularFile(file)) {
            return;
        }
        throw new ConfigurationException(
                Files.isSymbolicLink(file)
                        ? "%s is a link to %s, which cannot be found; remove the link, or put the file back"
                                .formatted(file, targetOf(file))
                        : "%s is not a regular file; remove it from the directory".formatted(file));
    }

    private static String targetOf(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException removedMeanwhile) {
            return "a file";
        }
    }
}
