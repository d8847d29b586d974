package io.unifiedtls.internal.trust;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.material.CertificateReader;
import io.unifiedtls.internal.material.MaterialReader;

/**
 * Collects the certificates of the operating system's files. One that cannot be read is skipped with a warning, since
 * it was not put there for this application. Not thread-safe.
 */
final class SystemCertificates {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    /** Every context reads the same files, and one warning of each problem is enough. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private static final int PROBLEMS_SHOWN = 10;

    private final List<X509Certificate> certificates = new ArrayList<>();

    private final List<String> problems = new ArrayList<>();

    void addFile(Path file) {
        try {
            add(file);
        } catch (ConfigurationException problem) {
            skip(problem);
        }
    }

    /** Adds the certificates in the files of a directory, with any name. */
    void addDirectory(Path directory) {
        try {
            for (var file : MaterialReader.list(directory)) {
                addFileOfDirectory(file);
            }
        } catch (ConfigurationException problem) {
            skip(problem);
        }
    }

    private void addFileOfDirectory(Path file) {
        try {
            TrustDirectory.requireFile(file);
            add(file);
        } catch (ConfigurationException problem) {
            skip(problem);
        }
    }

    private void add(Path file) throws ConfigurationException {
        this.certificates.addAll(CertificateReader.read(MaterialReader.read(file), file.toString(), this::skip));
    }

    /**
     * Returns what was found.
     *
     * @param source where it was looked for, for the message
     * @throws ConfigurationException if nothing was
     */
    List<X509Certificate> certificates(String source) throws ConfigurationException {
        if (this.certificates.isEmpty()) {
            var problems = this.problems.isEmpty()
                    ? ""
                    : this.problems.stream().limit(PROBLEMS_SHOWN).collect(Collectors.joining("; ", " (", ")"));
            throw new ConfigurationException("no trusted certificate in %s%s".formatted(source, problems));
        }
        return List.copyOf(this.certificates);
    }

    private void skip(ConfigurationException problem) {
        var message = String.valueOf(problem.getMessage());
        this.problems.add(message);
        if (WARNED.add(message)) {
            LOGGER.log(System.Logger.Level.WARNING, "skipped in the system trust store: {0}", message);
        }
    }
}
