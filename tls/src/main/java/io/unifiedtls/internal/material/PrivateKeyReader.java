package io.unifiedtls.internal.material;

import java.io.IOException;
import java.security.PrivateKey;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Reads a private key, in PEM or DER, encrypted or not: PKCS#8, PKCS#1 (RSA) or SEC1 (EC). */
public final class PrivateKeyReader {

    private PrivateKeyReader() {}

    /**
     * Returns the one private key of the file. What else a PEM file holds, such as certificates, is skipped.
     *
     * @param source what messages call the content, such as the file's name
     * @param password asked only if the key is encrypted; the array it returns is cleared after use
     */
    public static PrivateKey read(byte[] content, String source, @Nullable Supplier<char[]> password)
            throws ConfigurationException {
        var blocks = PemReader.read(content, source);
        var keys = blocks.stream().filter(block -> block.kind().isPrivateKey()).toList();
        if (keys.isEmpty()) {
            throw new ConfigurationException(refusal(blocks, content, source));
        }
        if (keys.size() > 1) {
            throw new ConfigurationException("%s holds %d private keys; keep only one".formatted(source, keys.size()));
        }
        var key = keys.get(0);
        try {
            return keyInfo(key, blocks, source, password).toPrivateKey(source);
        } catch (ConfigurationException exception) {
            throw exception;
        } catch (IOException exception) {
            throw new ConfigurationException("the private key in %s is malformed".formatted(source), exception);
        }
    }

    private static PrivateKeyInfo keyInfo(
            PemBlock key, List<PemBlock> blocks, String source, @Nullable Supplier<char[]> password)
            throws IOException {
        var encoded = key.decode(source);
        if (key.isEncryptedByHeader()) {
            encoded = TraditionalEncryption.parse(key.body(), source).decrypt(encoded, password);
        }
        var kind = kind(key, encoded, source);
        refuseUnsupported(kind, key.label(), source);
        return switch (kind) {
            case RSA_PRIVATE_KEY -> PrivateKeyInfo.ofPkcs1(encoded);
            case EC_PRIVATE_KEY -> PrivateKeyInfo.ofSec1(encoded, parameters(blocks, source), source);
            case ENCRYPTED_PRIVATE_KEY ->
                EncryptedPrivateKey.parse(encoded, source).decrypt(password);
            default -> PrivateKeyInfo.ofPkcs8(encoded);
        };
    }

    /** Returns the key in the block, whatever its label: many tools write PKCS#8 under any label. */
    private static PemType kind(PemBlock key, byte[] encoded, String source) throws ConfigurationException {
        var kind = PemType.ofBinary(encoded);
        if (kind != PemType.OTHER && !kind.isPrivateKey()) {
            throw new ConfigurationException("%s holds %s under the label '%s'"
                    .formatted(source, kind.description(), SecretText.shown(key.label())));
        }
        return (kind == PemType.OTHER) ? key.kind() : kind;
    }

    /** Returns the content of an {@code EC PARAMETERS} block, which OpenSSL writes before an EC key, empty if none. */
    private static byte[] parameters(List<PemBlock> blocks, String source) throws ConfigurationException {
        for (var block : blocks) {
            if (block.kind() == PemType.EC_PARAMETERS) {
                return block.decode(source);
            }
        }
        return new byte[0];
    }

    private static void refuseUnsupported(PemType kind, String label, String source) throws ConfigurationException {
        if (kind == PemType.OPENSSH_PRIVATE_KEY) {
            throw new ConfigurationException(
                    "%s holds a private key in OpenSSH format; convert it with: ssh-keygen -p -m PKCS8 -f %s"
                            .formatted(source, source));
        }
        if (kind == PemType.DSA_PRIVATE_KEY) {
            throw KeyAlgorithm.unsupported("DSA", source);
        }
        if (kind == PemType.OTHER_PRIVATE_KEY) {
            throw new ConfigurationException("unsupported private key '%s' in %s; convert it with: %s"
                    .formatted(SecretText.shown(label), source, EncryptedPrivateKey.conversion(source)));
        }
    }

    private static String refusal(List<PemBlock> blocks, byte[] content, String source) {
        if (blocks.isEmpty()) {
            return "no private key found in %s; %s".formatted(source, ContentDiagnosis.describe(content));
        }
        if (blocks.stream().anyMatch(block -> block.kind() == PemType.CERTIFICATE)) {
            return "no private key found in %s, only certificates; are certificate and private key swapped?"
                    .formatted(source);
        }
        var block = blocks.get(0);
        if (block.kind().isKeyStore()) {
            return "%s looks like %s; configure it as keystore"
                    .formatted(source, block.kind().description());
        }
        return block.kind() == PemType.OTHER
                ? "no private key found in %s, only '%s'".formatted(source, SecretText.shown(block.label()))
                : "%s holds %s and no private key"
                        .formatted(source, block.kind().description());
    }
}
