package io.unifiedtls.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A certificate issued by a {@link TestAuthority}, with its private key.
 *
 * <p>The {@code write…} methods always use the same file names and replace existing files, like a renewal; use a
 * directory for each certificate.
 */
public final class TestCertificate {

    private final List<X509Certificate> chain;
    private final PrivateKey privateKey;

    TestCertificate(List<X509Certificate> chain, PrivateKey privateKey) {
        this.chain = List.copyOf(chain);
        this.privateKey = privateKey;
    }

    public X509Certificate certificate() {
        return this.chain.get(0);
    }

    public PrivateKey privateKey() {
        return this.privateKey;
    }

    /** Returns the certificate and its intermediate certificates, without the root. */
    public List<X509Certificate> chain() {
        return this.chain;
    }

    public byte[] certificatePem() {
        return pem(certificate());
    }

    /** Returns the certificate and its intermediate certificates in PEM, without the root. */
    public byte[] chainPem() {
        return Pem.join(this.chain.stream().map(TestCertificate::pem).toList());
    }

    /** Returns the private key in PKCS#8 PEM. */
    public byte[] privateKeyPem() {
        return Pem.encode("PRIVATE KEY", this.privateKey.getEncoded());
    }

    /** Returns the private key in PKCS#8 PEM, encrypted with AES-256 and PBKDF2 with HMAC-SHA256. */
    public byte[] encryptedPrivateKeyPem(String password) {
        try {
            var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setPassword(password.toCharArray())
                    .build();
            var key = PrivateKeyInfo.getInstance(this.privateKey.getEncoded());
            var encrypted = new PKCS8Generator(key, encryptor).generate();
            return Pem.encode("ENCRYPTED PRIVATE KEY", encrypted.getContent());
        } catch (IOException | OperatorCreationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns the chain and the private key in PEM. */
    public byte[] combinedPem() {
        return Pem.join(List.of(chainPem(), privateKeyPem()));
    }

    /** Writes the chain as {@code certificate.pem}. */
    public Path writeCertificate(Path directory) throws IOException {
        return Files.write(directory.resolve("certificate.pem"), chainPem());
    }

    /** Writes the private key as {@code private-key.pem}. */
    public Path writePrivateKey(Path directory) throws IOException {
        return Files.write(directory.resolve("private-key.pem"), privateKeyPem());
    }

    /** Writes the chain and the private key as {@code combined.pem}. */
    public Path writeCombined(Path directory) throws IOException {
        return Files.write(directory.resolve("combined.pem"), combinedPem());
    }

    /** Writes the chain and the private key to a PKCS#12 file; the key has the same password. */
    public Path pkcs12(Path file, String password, String alias) throws IOException {
        try (var output = Files.newOutputStream(file)) {
            var keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setKeyEntry(
                    alias, this.privateKey, password.toCharArray(), this.chain.toArray(Certificate[]::new));
            keyStore.store(output, password.toCharArray());
            return file;
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static byte[] pem(X509Certificate certificate) {
        return Pem.encode("CERTIFICATE", TestKeys.encoded(certificate));
    }
}
