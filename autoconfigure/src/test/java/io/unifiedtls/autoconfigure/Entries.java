package io.unifiedtls.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Properties of servers and clients that trust each other. */
final class Entries {

    static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    /** The certificate of the authority, without white space around it, as properties are. */
    static final String PEM = new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII).strip();

    private static final TestCertificate SERVER = AUTHORITY.server("localhost", "www.example.com");

    private Entries() {}

    static String[] server(String name, Path directory) {
        writeServer(directory);
        return new String[] {
            "tls.servers.%s.certificate-chains[0].certificate=file:%s/certificate.pem".formatted(name, directory),
            "tls.servers.%s.certificate-chains[0].private-key=%s/private-key.pem".formatted(name, directory)
        };
    }

    /** Writes {@code certificate.pem} and {@code private-key.pem}. */
    static void writeServer(Path directory) {
        try {
            SERVER.writeCertificate(directory);
            SERVER.writePrivateKey(directory);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    static String[] client(String name) {
        return new String[] {"tls.clients.%s.trust-store.certificates=%s".formatted(name, PEM)};
    }
}
