package io.unifiedtls.internal.material;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Supplier;

import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;

/** A PKCS#8 key that a password protects (RFC 5208, section 6). */
record EncryptedPrivateKey(EncryptionScheme scheme, byte[] encrypted, String source) {

    static EncryptedPrivateKey parse(byte[] encoded, String source) throws IOException {
        var info = DerReader.of(encoded).sequence();
        return new EncryptedPrivateKey(EncryptionScheme.parse(info.sequence(), source), info.octets(), source);
    }

    /** Returns the command that makes a key of any format one that this package reads. */
    static String conversion(String source) {
        return "openssl pkcs8 -topk8 -in %s -out new.pem".formatted(source);
    }

    static ConfigurationException withoutPassword(String source) {
        return new ConfigurationException(
                "the private key in %s is encrypted and no password is given".formatted(source));
    }

    static ConfigurationException wrongPassword(String source) {
        return new ConfigurationException("wrong password for the private key in %s".formatted(source));
    }

    static ConfigurationException undecryptable(String source, GeneralSecurityException cause) {
        return new ConfigurationException("the private key in %s cannot be decrypted".formatted(source), cause);
    }

    PrivateKeyInfo decrypt(@Nullable Supplier<char[]> password) throws ConfigurationException {
        if (password == null) {
            throw withoutPassword(this.source);
        }
        var characters = password.get();
        try {
            return PrivateKeyInfo.ofPkcs8(decrypt(characters));
        } catch (IOException | BadPaddingException exception) {
            // without the cause: a wrong password shows as bad padding, or rarely as something that is not a key
            throw wrongPassword(this.source);
        } catch (GeneralSecurityException exception) {
            throw undecryptable(this.source, exception);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private byte[] decrypt(char[] password) throws GeneralSecurityException {
        var specification =
                new PBEKeySpec(password, this.scheme.salt(), this.scheme.iterations(), this.scheme.keyLength());
        try {
            var derived = SecretKeyFactory.getInstance(this.scheme.derivation())
                    .generateSecret(specification)
                    .getEncoded();
            var cipher = Cipher.getInstance(this.scheme.cipher() + "/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(derived, this.scheme.cipher()),
                    new IvParameterSpec(this.scheme.initializationVector()));
            return cipher.doFinal(this.encrypted);
        } finally {
            specification.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "EncryptedPrivateKey[" + this.scheme.derivation() + "]";
    }
}
