package io.unifiedtls.samples.development;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** Keeps certificates and keys in files. A file is there whole or not at all, and only its owner can read a key. */
final class PemFiles {

    private static final String OWNER_ALONE = "rw-------";

    @FunctionalInterface
    private interface Content {

        void writeTo(OutputStream file) throws IOException, GeneralSecurityException;
    }

    private PemFiles() {}

    /** Returns what was kept under a name; empty if nothing was, or something else. */
    static Optional<Identity> read(Path directory, String name) throws IOException {
        var certificate = object(directory.resolve(name + ".pem"));
        var key = object(directory.resolve(name + ".key"));
        try {
            return (certificate instanceof X509CertificateHolder holder && key instanceof PrivateKeyInfo info)
                    ? Optional.of(new Identity(
                            new JcaX509CertificateConverter().getCertificate(holder),
                            new JcaPEMKeyConverter().getPrivateKey(info)))
                    : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    /** Keeps a certificate and its key under a name: {@code NAME.pem} and {@code NAME.key}. */
    static void write(Path directory, String name, Identity identity) throws IOException {
        var certificate = directory.resolve(name + ".pem");
        // So that a key is never beside the certificate of another one, whenever the process ends.
        Files.deleteIfExists(certificate);
        var key = pem("PRIVATE KEY", identity.privateKey().getEncoded());
        replace(directory.resolve(name + ".key"), OWNER_ALONE, output -> output.write(key));
        var text = pem("CERTIFICATE", encoded(identity.certificate()));
        replace(certificate, "rw-r--r--", output -> output.write(text));
    }

    static void writeKeyStore(Path file, KeyStore store, String password) throws IOException {
        replace(file, OWNER_ALONE, output -> store.store(output, password.toCharArray()));
    }

    private static void replace(Path file, String permissions, Content content) throws IOException {
        var temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "new", ".tmp", attributes(file));
        try (var output = Files.newOutputStream(temporary)) {
            content.writeTo(output);
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
        if (isPosix(file)) {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] attributes(Path file) {
        var ownerAlone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE));
        return isPosix(file) ? new FileAttribute<?>[] {ownerAlone} : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static @Nullable Object object(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try (var parser = new PEMParser(Files.newBufferedReader(file, StandardCharsets.US_ASCII))) {
            return parser.readObject();
        }
    }

    private static byte[] pem(String label, byte[] content) throws IOException {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, content));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
