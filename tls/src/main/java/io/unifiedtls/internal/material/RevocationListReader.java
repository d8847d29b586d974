package io.unifiedtls.internal.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.internal.x509.IssuingDistributionPoint;

/**
 * Reads certificate revocation lists (RFC 5280, section 5): any number in PEM, or one in DER. Each must be complete for
 * its issuer or distribution point.
 */
public final class RevocationListReader {

    private static final String DELTA = "2.5.29.27";

    private RevocationListReader() {}

    /**
     * Returns the lists in the order of the file, at least one. What else a PEM file holds is skipped.
     *
     * @param source what messages call the content, such as the file's name
     */
    public static List<X509CRL> read(byte[] content, String source) throws ConfigurationException {
        var blocks = PemReader.read(content, source);
        var encoded = new ArrayList<byte[]>();
        for (var block : blocks) {
            if (block.kind() == PemType.REVOCATION_LIST) {
                encoded.add(block.decode(source));
            }
        }
        if (encoded.isEmpty()) {
            throw new ConfigurationException(refusal(blocks, content, source));
        }
        return revocationLists(encoded, source);
    }

    private static List<X509CRL> revocationLists(List<byte[]> encoded, String source) throws ConfigurationException {
        var lists = new ArrayList<X509CRL>();
        for (byte[] list : encoded) {
            Optional<String> fault;
            try {
                var read = revocationList(list);
                fault = limit(read);
                lists.add(read);
            } catch (CertificateException | CRLException | IOException exception) {
                throw new ConfigurationException(
                        "CRL %d of %d in %s is malformed".formatted(lists.size() + 1, encoded.size(), source),
                        exception);
            }
            if (fault.isPresent()) {
                throw new ConfigurationException(
                        "CRL %d of %d in %s %s".formatted(lists.size(), encoded.size(), source, fault.get()));
            }
        }
        return List.copyOf(lists);
    }

    private static X509CRL revocationList(byte[] encoded) throws CertificateException, CRLException {
        if (!DerReader.isOneElement(encoded)) { // the factory would skip what follows, and look for PEM in it
            throw new CRLException("not a single DER element");
        }
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
    }

    /**
     * Returns why a list on its own does not tell whether a certificate was revoked; to accept it would be misleading.
     */
    private static Optional<String> limit(X509CRL list) throws IOException {
        if (list.getExtensionValue(DELTA) != null) {
            return Optional.of("is a delta list, which only names changes; configure the complete list of %s"
                    .formatted(list.getIssuerX500Principal()));
        }
        var point = IssuingDistributionPoint.of(list);
        if (point.isIndirect()) {
            return Optional.of("is an indirect list, with certificates of several issuers; configure the list of each");
        }
        if (point.isForSomeReasons()) {
            return Optional.of("is limited to some reasons for revocation; configure the complete list of %s"
                    .formatted(list.getIssuerX500Principal()));
        }
        return point.isForAttributeCertificates()
                ? Optional.of("is for attribute certificates only, which TLS does not use")
                : Optional.empty();
    }

    private static String refusal(List<PemBlock> blocks, byte[] content, String source) {
        if (blocks.isEmpty()) {
            return "no CRL found in %s; %s".formatted(source, ContentDiagnosis.describe(content));
        }
        var block = blocks.get(0);
        return block.kind() == PemType.OTHER
                ? "no CRL found in %s, only '%s'".formatted(source, SecretText.shown(block.label()))
                : "%s holds %s and no CRL".formatted(source, block.kind().description());
    }
}
