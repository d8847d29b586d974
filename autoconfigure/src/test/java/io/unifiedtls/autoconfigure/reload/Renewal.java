package io.unifiedtls.autoconfigure.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import io.unifiedtls.test.TestCertificate;

/** How people and programs replace a pair of files. */
enum Renewal {
    OVERWRITTEN {
        @Override
        void install(Path mount, TestCertificate certificate) throws IOException {
            Files.createDirectories(mount);
            write(mount, certificate);
        }
    },
    RENAMED_OVER {
        @Override
        void install(Path mount, TestCertificate certificate) throws IOException {
            Files.createDirectories(mount);
            var fresh = Files.createTempDirectory(mount.getParent(), "fresh");
            write(fresh, certificate);
            for (var name : List.of("tls.key", "tls.crt")) {
                Files.move(fresh.resolve(name), mount.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    },
    /** A mounted secret: each file is a link into {@code ..data}, which is a link that is replaced. */
    SWAPPED_BY_KUBERNETES {
        @Override
        void install(Path mount, TestCertificate certificate) throws IOException {
            Files.createDirectories(mount);
            var version = Files.createTempDirectory(mount, "..version");
            write(version, certificate);
            var link = mount.resolve("..data_tmp");
            Files.createSymbolicLink(link, version.getFileName());
            Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            for (var name : List.of("tls.key", "tls.crt")) {
                if (!Files.isSymbolicLink(mount.resolve(name))) {
                    Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
                }
            }
        }
    },
    /** {@code live/} has links to files with a number in {@code archive/}. */
    LINKED_BY_CERTBOT {
        @Override
        void install(Path mount, TestCertificate certificate) throws IOException {
            Files.createDirectories(mount);
            var archive = Files.createTempDirectory(mount.getParent(), "archive");
            write(archive, certificate);
            for (var name : List.of("tls.key", "tls.crt")) {
                Files.deleteIfExists(mount.resolve(name));
                Files.createSymbolicLink(mount.resolve(name), archive.resolve(name));
            }
        }
    },
    OVERWRITTEN_BEHIND_A_LINK {
        @Override
        void install(Path mount, TestCertificate certificate) throws IOException {
            Files.createDirectories(mount);
            var target = Files.createDirectories(mount.resolveSibling("target"));
            write(target, certificate);
            for (var name : List.of("tls.key", "tls.crt")) {
                if (!Files.exists(mount.resolve(name))) {
                    Files.createSymbolicLink(mount.resolve(name), target.resolve(name));
                }
            }
        }
    },
    DIRECTORY_REPLACED {
        @Override
        void install(Path mount, TestCertificate certificate) throws IOException {
            var fresh = Files.createTempDirectory(mount.getParent(), "fresh");
            write(fresh, certificate);
            if (Files.exists(mount)) {
                Files.move(
                        mount,
                        Files.createTempDirectory(mount.getParent(), "old").resolve("mount"));
            }
            Files.move(fresh, mount);
        }
    };

    abstract void install(Path mount, TestCertificate certificate) throws IOException;

    private static void write(Path directory, TestCertificate certificate) throws IOException {
        Files.write(directory.resolve("tls.key"), certificate.privateKeyPem());
        Files.write(directory.resolve("tls.crt"), certificate.chainPem());
    }
}
