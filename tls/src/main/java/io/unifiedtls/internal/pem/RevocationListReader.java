package io.unifiedtls.internal.pem;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Reads certificate revocation lists (RFC 5280, section 5): any number in PEM, or one in DER. */
public final class RevocationListReader {

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
            if (block.kind() == BlockKind.REVOCATION_LIST) {
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
            try {
                lists.add(revocationList(list));
            } catch (CertificateException | CRLException exception) {
                throw new ConfigurationException(
                        "revocation list %d of %d in %s is malformed"
                                .formatted(lists.size() + 1, encoded.size(), source),
                        exception);
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

    private static String refusal(List<PemBlock> blocks, byte[] content, String source) {
        if (blocks.isEmpty()) {
            return "no revocation list found in %s; %s".formatted(source, UnknownContent.describe(content));
        }
        var block = blocks.get(0);
        return block.kind() == BlockKind.OTHER
                ? "no revocation list found in %s, only '%s'".formatted(source, SecretText.shown(block.label()))
                : "%s holds %s and no revocation list"
                        .formatted(source, block.kind().description());
    }
}
