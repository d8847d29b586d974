package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.IntStream;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Directories of certificates, each below an intermediate CA, which are deleted at the end. */
final class DirectoryFiles implements AutoCloseable {

    /** ext4 allows 65,000 links to a file. */
    private static final int LINKS = 30_000;

    private static final String END = "-----END CERTIFICATE-----";

    private final Path root;

    private final TestAuthority authority = TestAuthority.create("Benchmark CA");

    private final TestAuthority issuer = this.authority.intermediate("Benchmark Issuing CA");

    private DirectoryFiles(Path root) {
        this.root = root;
    }

    /** Creates the place for directories; what an interrupted run left there is deleted. */
    static DirectoryFiles create(Path root) throws IOException {
        var files = new DirectoryFiles(root);
        files.close();
        Files.createDirectories(root);
        Files.write(authority(root), files.authority.certificatePem());
        return files;
    }

    /** Returns the file with the root CA. */
    static Path authority(Path root) {
        return root.resolve("authority.pem");
    }

    static String name(int i) {
        return "site%07d.example.com".formatted(i);
    }

    /** Returns the directory of that many names, with links to a few files that have the same wildcard certificate. */
    static Path linked(Path root, int names) {
        return root.resolve("linked-" + names);
    }

    /** Returns the directory of that many names with a certificate each. */
    static Path distinct(Path root, int names) {
        return root.resolve("distinct-" + names);
    }

    /** Returns the file that keeps the index of a directory. */
    static Path index(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".index");
    }

    void makeLinked(int names) throws IOException {
        var directory = Files.createDirectory(linked(this.root, names));
        var content = this.issuer.server("*.example.com").combinedPem();
        var file = directory;
        for (int i = 0; i < names; i++) {
            if (i % LINKS == 0) {
                file = Files.write(file(directory, i), content);
            } else {
                Files.createLink(file(directory, i), file);
            }
        }
        age(directory);
    }

    /**
     * Makes a certificate for each name. Those of the names that are requested are issued by the CA; the others, which
     * are only read for their names, differ from the first one in nothing else, so that their signature is wrong.
     */
    void makeDistinct(int names) throws IOException {
        var directory = Files.createDirectory(distinct(this.root, names));
        var issued = DirectoryProbe.requested(names);
        // all processors, since signatures take most of the time
        IntStream.range(0, issued).parallel().forEach(i -> {
            try {
                Files.write(file(directory, i), this.issuer.server(name(i)).combinedPem());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var certificate = this.issuer.server(name(0));
        var combined = new String(certificate.combinedPem(), StandardCharsets.US_ASCII);
        var rest = combined.substring(combined.indexOf(END));
        for (int i = issued; i < names; i++) {
            Files.writeString(
                    file(directory, i), "-----BEGIN CERTIFICATE-----\n" + leaf(certificate, name(i)) + "\n" + rest);
        }
        age(directory);
    }

    private static Path file(Path directory, int i) {
        return directory.resolve(name(i) + ".pem");
    }

    private static String leaf(TestCertificate certificate, String name) {
        try {
            // names of the same length change no other byte of the encoding
            var encoded = new String(certificate.certificate().getEncoded(), StandardCharsets.ISO_8859_1)
                    .replace(name(0), name)
                    .getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An index is only kept of a directory that has not changed in the last seconds. */
    private static void age(Path directory) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(this.root)) {
            try (var files = Files.walk(this.root)) {
                for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}
