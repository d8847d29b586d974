package io.unifiedtls.internal.material;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/**
 * The encryption that OpenSSL calls traditional, in the headers of a PEM block: {@code Proc-Type: 4,ENCRYPTED} and
 * {@code DEK-Info: AES-256-CBC,…} (RFC 1421, section 4.6.1). Its key is a single MD5 of the password; PKCS#8 is better.
 */
record TraditionalEncryption(String cipher, int keyBytes, byte[] initializationVector, String source) {

    private static final Pattern HEADER = Pattern.compile("DEK-Info:\\s*([^,\\s]+)\\s*,\\s*([0-9A-Fa-f]*)");

    private record Algorithm(String cipher, int keyBytes, int blockBytes) {}

    private static final Map<String, Algorithm> ALGORITHMS = Map.of(
            "AES-128-CBC", new Algorithm("AES", 16, 16),
            "AES-192-CBC", new Algorithm("AES", 24, 16),
            "AES-256-CBC", new Algorithm("AES", 32, 16),
            "DES-EDE3-CBC", new Algorithm("DESede", 24, 8));

    private static final int SALT_BYTES = 8; // PKCS5_SALT_LEN of OpenSSL: the initialization vector is the salt too

    /** Reads the headers of a block. */
    static TraditionalEncryption parse(String headers, String source) throws ConfigurationException {
        var header = HEADER.matcher(headers);
        if (!header.find()) {
            throw new ConfigurationException(
                    "the private key in %s is encrypted, but its DEK-Info header is missing or malformed"
                            .formatted(source));
        }
        var algorithm = ALGORITHMS.get(header.group(1));
        if (algorithm == null) {
            throw new ConfigurationException("the private key in %s is encrypted with %s; convert it with: %s"
                    .formatted(source, SecretText.shown(header.group(1)), EncryptedPrivateKey.conversion(source)));
        }
        if (header.group(2).length() != 2 * algorithm.blockBytes()) {
            throw new ConfigurationException(
                    "the private key in %s is encrypted, but its DEK-Info header is missing or malformed"
                            .formatted(source));
        }
        return new TraditionalEncryption(
                algorithm.cipher(), algorithm.keyBytes(), HexFormat.of().parseHex(header.group(2)), source);
    }

    /** Decrypts a key. */
    byte[] decrypt(byte[] encrypted, @Nullable Supplier<char[]> password) throws ConfigurationException {
        if (password == null) {
            throw EncryptedPrivateKey.withoutPassword(this.source);
        }
        var characters = password.get();
        try {
            var decrypted = decrypt(encrypted, characters);
            // One wrong password in 256 has a valid padding, and garbage before it.
            if (!PemType.ofBinary(decrypted).isPrivateKey()) {
                throw EncryptedPrivateKey.wrongPassword(this.source);
            }
            return decrypted;
        } catch (BadPaddingException exception) {
            throw EncryptedPrivateKey.wrongPassword(this.source);
        } catch (GeneralSecurityException exception) {
            throw EncryptedPrivateKey.undecryptable(this.source, exception);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private byte[] decrypt(byte[] encrypted, char[] password) throws GeneralSecurityException {
        var key = key(password);
        try {
            var decryption = Cipher.getInstance(this.cipher + "/CBC/PKCS5Padding");
            decryption.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, this.cipher),
                    new IvParameterSpec(this.initializationVector));
            return decryption.doFinal(encrypted);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Derives the key as EVP_BytesToKey of OpenSSL does: of the hash before, the password and the salt. */
    private byte[] key(char[] password) throws GeneralSecurityException {
        var md5 = MessageDigest.getInstance("MD5");
        var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        var key = ByteBuffer.allocate(this.keyBytes);
        var hash = new byte[0];
        while (key.hasRemaining()) {
            md5.update(hash);
            md5.update(encoded.duplicate());
            md5.update(this.initializationVector, 0, SALT_BYTES);
            Arrays.fill(hash, (byte) 0);
            hash = md5.digest();
            key.put(hash, 0, Math.min(hash.length, key.remaining()));
        }
        Arrays.fill(hash, (byte) 0);
        Arrays.fill(encoded.array(), (byte) 0);
        return key.array();
    }

    @Override
    public String toString() {
        return "TraditionalEncryption[" + this.cipher + "]";
    }
}
