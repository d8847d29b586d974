package io.unifiedtls.internal.material;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;
import io.unifiedtls.internal.x509.CertificateDer;

/** Reads certificates: any number in PEM or DER. */
public final class CertificateReader {

    private CertificateReader() {}

    /** What becomes of a certificate that cannot be read: it is skipped, unless this throws. */
    @FunctionalInterface
    public interface Unreadable {

        void because(ConfigurationException problem) throws ConfigurationException;
    }

    /**
     * Returns the certificates in the order of the file, at least one. What else a PEM file holds is skipped.
     *
     * @param source what messages call the content, such as the file's name
     */
    public static List<X509Certificate> read(byte[] content, String source) throws ConfigurationException {
        return read(content, source, problem -> {
            throw problem;
        });
    }

    /** Returns the certificates in a PEM text, at least one, in DER. */
    public static List<byte[]> readEncoded(String pem) throws ConfigurationException {
        return CertificateDer.encode(read(pem.getBytes(StandardCharsets.UTF_8), "the PEM text"));
    }

    /**
     * Returns the certificates that can be read, in the order of the file; none if each was skipped.
     *
     * @param source what messages call the content, such as the file's name
     * @throws ConfigurationException if the content has no certificate at all, or cannot be split into blocks
     */
    public static List<X509Certificate> read(byte[] content, String source, Unreadable unreadable)
            throws ConfigurationException {
        var blocks = PemReader.read(content, source);
        var candidates = blocks.stream()
                .filter(block -> block.kind() == PemType.CERTIFICATE || block.kind() == PemType.TRUSTED_CERTIFICATE)
                .toList();
        if (candidates.isEmpty()) {
            throw new ConfigurationException(refusal(blocks, content, source));
        }
        var certificates = new ArrayList<X509Certificate>();
        for (var i = 0; i < candidates.size(); i++) {
            try {
                certificates.add(certificate(
                        candidates.get(i),
                        "certificate %d of %d in %s".formatted(i + 1, candidates.size(), source),
                        source));
            } catch (ConfigurationException problem) {
                unreadable.because(problem);
            }
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(PemBlock block, String name, String source)
            throws ConfigurationException {
        if (block.kind() == PemType.TRUSTED_CERTIFICATE) {
            throw new ConfigurationException(
                    "%s holds a TRUSTED CERTIFICATE, an OpenSSL-specific format; convert it with: openssl x509 -in %s -out new.pem"
                            .formatted(source, source));
        }
        var der = block.decode(source);
        var kind = PemType.ofBinary(der);
        if (kind != PemType.CERTIFICATE && kind != PemType.OTHER) {
            throw new ConfigurationException(
                    "%s holds %s under the label CERTIFICATE".formatted(source, kind.description()));
        }
        try {
            return CertificateDer.parse(der);
        } catch (CertificateException exception) {
            throw new ConfigurationException(
                    "%s is malformed%s".formatted(name, CertificateDer.reason(exception)), exception);
        }
    }

    private static String refusal(List<PemBlock> blocks, byte[] content, String source) {
        if (blocks.isEmpty()) {
            return "no certificate found in %s; %s".formatted(source, ContentDiagnosis.describe(content));
        }
        var block = blocks.stream()
                .filter(candidate -> candidate.kind().isPrivateKey())
                .findFirst()
                .orElse(blocks.get(0));
        if (block.kind().isKeyStore()) {
            return "%s looks like %s; configure it as keystore"
                    .formatted(source, block.kind().description());
        }
        if (block.kind() == PemType.OTHER) {
            return "no certificate found in %s, only '%s'".formatted(source, SecretText.shown(block.label()));
        }
        var found =
                "%s holds %s and no certificate".formatted(source, block.kind().description());
        if (block.kind().isPrivateKey()) {
            return found + "; are certificate and private key swapped?";
        }
        return switch (block.kind()) {
            case SIGNING_REQUEST -> found + "; configure the certificate that the CA issued for it";
            case PKCS7 -> found + "; convert it with: openssl pkcs7 -print_certs -in %s -out new.pem".formatted(source);
            default -> found;
        };
    }
}
