package io.unifiedtls.autoconfigure.shared;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;

/**
 * A certificate chain as a table has it.
 *
 * @param description what others may see of it
 * @param certificates in PEM, the leaf first
 * @param privateKey encrypted, in Base64
 */
record StoredChain(StoredCertificate description, String certificates, String privateKey) {

    /** Separates what the private key belongs to, and is in none of it. */
    private static final String SEPARATOR = "\n";

    /**
     * Returns a chain.
     *
     * @param privateKey PEM or DER, not encrypted
     */
    static StoredChain encrypted(
            StoredCertificate description, String certificates, byte[] privateKey, ValueCipher cipher) {
        var value = cipher.encrypt(privateKey, context(description, certificates));
        return new StoredChain(description, certificates, StoredText.of(value));
    }

    /** The names and the certificates cannot be exchanged without the key. */
    private static byte[] context(StoredCertificate description, String certificates) {
        return String.join(SEPARATOR, description.id(), joined(description.serverNames()), certificates)
                .getBytes(StandardCharsets.UTF_8);
    }

    static String joined(List<String> serverNames) {
        return String.join(",", serverNames);
    }

    static List<String> separated(String serverNames) {
        return List.of(serverNames.split(","));
    }

    private byte[] decryptedKey(ValueCipher cipher) throws UnreadableValueException {
        return cipher.decrypt(StoredText.value(this.privateKey), context(this.description, this.certificates));
    }

    SigningChain toSigningChain(ValueCipher cipher) throws UnreadableValueException {
        return SigningChain.of(
                        TlsCertificate.fromBuffer(this.certificates.getBytes(StandardCharsets.US_ASCII)),
                        TlsPrivateKey.fromBuffer(decryptedKey(cipher)))
                .withServerNames(this.description.serverNames());
    }

    /** Returns whether the key is encrypted with the key that encrypts now. */
    boolean isCurrent(ValueCipher cipher) {
        return cipher.isCurrent(StoredText.value(this.privateKey));
    }

    /** Returns this chain, encrypted with the key that encrypts now. */
    StoredChain encryptedAgain(ValueCipher cipher) throws UnreadableValueException {
        return encrypted(this.description, this.certificates, decryptedKey(cipher), cipher);
    }

    /** Returns what the chain is, never its key. */
    @Override
    public String toString() {
        return "StoredChain[%s]".formatted(this.description);
    }
}
