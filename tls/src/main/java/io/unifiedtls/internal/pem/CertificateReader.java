package io.unifiedtls.internal.pem;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Reads certificates: any number in PEM, or one in DER. */
public final class CertificateReader {

    private CertificateReader() {}

    /**
     * Returns the certificates in the order of the file, at least one. What else a PEM file holds is skipped.
     *
     * @param source what messages call the content, such as the file's name
     */
    public static List<X509Certificate> read(byte[] content, String source) throws ConfigurationException {
        var blocks = PemReader.read(content, source);
        var encoded = new ArrayList<byte[]>();
        for (var block : blocks) {
            if (block.kind() == BlockKind.TRUSTED_CERTIFICATE) {
                throw new ConfigurationException(
                        "%s holds a TRUSTED CERTIFICATE, a format of OpenSSL alone; convert it with: openssl x509 -in %s -out new.pem"
                                .formatted(source, source));
            }
            if (block.kind() == BlockKind.CERTIFICATE) {
                encoded.add(block.decode(source));
            }
        }
        if (encoded.isEmpty()) {
            throw new ConfigurationException(refusal(blocks, content, source));
        }
        return certificates(encoded, source);
    }

    private static List<X509Certificate> certificates(List<byte[]> encoded, String source)
            throws ConfigurationException {
        var certificates = new ArrayList<X509Certificate>();
        for (byte[] certificate : encoded) {
            var kind = BlockKind.ofBinary(certificate);
            if (kind != BlockKind.CERTIFICATE && kind != BlockKind.OTHER) {
                throw new ConfigurationException(
                        "%s holds %s under the label CERTIFICATE".formatted(source, kind.description()));
            }
            try {
                certificates.add(CertificateDer.parse(certificate));
            } catch (CertificateException exception) {
                throw new ConfigurationException(
                        "certificate %d of %d in %s is malformed"
                                .formatted(certificates.size() + 1, encoded.size(), source),
                        exception);
            }
        }
        return List.copyOf(certificates);
    }

    private static String refusal(List<PemBlock> blocks, byte[] content, String source) {
        if (blocks.isEmpty()) {
            return "no certificate found in %s; %s".formatted(source, UnknownContent.describe(content));
        }
        var block = blocks.stream()
                .filter(candidate -> candidate.kind().isPrivateKey())
                .findFirst()
                .orElse(blocks.get(0));
        if (block.kind().isKeyStore()) {
            return "%s looks like %s; configure it as keystore"
                    .formatted(source, block.kind().description());
        }
        if (block.kind() == BlockKind.OTHER) {
            return "no certificate found in %s, only '%s'".formatted(source, SecretText.shown(block.label()));
        }
        var found =
                "%s holds %s and no certificate".formatted(source, block.kind().description());
        if (block.kind().isPrivateKey()) {
            return found + "; are certificate and private key swapped?";
        }
        return switch (block.kind()) {
            case SIGNING_REQUEST -> found + "; configure the certificate that the authority made from it";
            case PKCS7 -> found + "; convert it with: openssl pkcs7 -print_certs -in %s -out new.pem".formatted(source);
            default -> found;
        };
    }
}
