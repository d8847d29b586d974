package io.unifiedtls.internal.ondemand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.internal.text.ServerNames;

/**
 * A certificate chain in a directory.
 *
 * @param name the name of its files without the extension, or that of its subdirectory
 * @param layout which files it has
 */
record DirectoryEntry(String name, Layout layout) {

    /** Which files an entry has. If a name has several, the first of these is used. */
    enum Layout {
        /** {@code NAME.pem}, and {@code NAME.key} unless the key is in the first. */
        PEM(".pem"),

        /** {@code NAME.crt} and {@code NAME.key}. */
        CRT(".crt"),

        /** Two files in the directory {@code NAME}. */
        SUBDIRECTORY("");

        private final String extension;

        Layout(String extension) {
            this.extension = extension;
        }
    }

    private static final String KEY = ".key";

    /** The two files of a subdirectory, as Certbot and cert-manager name them. */
    private static final List<List<String>> PAIRS =
            List.of(List.of("fullchain.pem", "privkey.pem"), List.of("tls.crt", "tls.key"));

    /** Returns the name of the entry that a file or subdirectory belongs to; empty if it is none of an entry. */
    static Optional<String> nameOf(String fileName) {
        for (var extension : List.of(Layout.PEM.extension, Layout.CRT.extension, KEY)) {
            if (fileName.endsWith(extension) && fileName.length() > extension.length()) {
                return Optional.of(fileName.substring(0, fileName.length() - extension.length()));
            }
        }
        return fileName.startsWith(".") ? Optional.empty() : Optional.of(fileName);
    }

    /** Returns the entry that a name in a directory is the certificate of; its private key is not one by itself. */
    static Optional<DirectoryEntry> of(Path directory, String fileName) {
        if (fileName.startsWith(".") || fileName.endsWith(KEY)) {
            return Optional.empty();
        }
        return nameOf(fileName).flatMap(name -> {
            for (var layout : List.of(Layout.PEM, Layout.CRT)) {
                if (fileName.endsWith(layout.extension)) {
                    return Optional.of(new DirectoryEntry(name, layout));
                }
            }
            return Files.isDirectory(directory.resolve(fileName))
                    ? Optional.of(new DirectoryEntry(name, Layout.SUBDIRECTORY))
                    : Optional.empty();
        });
    }

    /** Returns the entry of a name that is in a directory now. */
    static Optional<DirectoryEntry> find(Path directory, String name) {
        for (var layout : Layout.values()) {
            var path = directory.resolve(name + layout.extension);
            if ((layout == Layout.SUBDIRECTORY) ? Files.isDirectory(path) : Files.exists(path)) {
                return Optional.of(new DirectoryEntry(name, layout));
            }
        }
        return Optional.empty();
    }

    /** Returns the server name that the entry is named for; empty if it is not a server name. */
    Optional<String> serverName() {
        try {
            return Optional.of(
                    ServerNames.pattern(this.name.startsWith("_.") ? "*" + this.name.substring(1) : this.name));
        } catch (IllegalArgumentException notAServerName) {
            return Optional.empty();
        }
    }

    /** Returns the files, the certificate first; the key is in the same file if there is only one. */
    List<Path> files(Path directory) throws ConfigurationException {
        if (this.layout != Layout.SUBDIRECTORY) {
            var certificate = directory.resolve(this.name + this.layout.extension);
            var key = directory.resolve(this.name + KEY);
            return Files.exists(key) ? List.of(certificate, key) : List.of(certificate);
        }
        var subdirectory = directory.resolve(this.name);
        for (var pair : PAIRS) {
            var certificate = subdirectory.resolve(pair.get(0));
            if (Files.exists(certificate)) {
                return List.of(certificate, subdirectory.resolve(pair.get(1)));
            }
        }
        throw new ConfigurationException(
                "%s has neither fullchain.pem and privkey.pem nor tls.crt and tls.key".formatted(subdirectory));
    }

    /** Returns the chain in the files. */
    static SigningChain chain(List<Path> files) {
        return (files.size() == 1)
                ? SigningChain.fromPem(files.get(0))
                : SigningChain.of(TlsCertificate.fromFile(files.get(0)), TlsPrivateKey.fromFile(files.get(1)));
    }
}
