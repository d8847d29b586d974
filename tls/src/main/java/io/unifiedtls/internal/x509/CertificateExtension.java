package io.unifiedtls.internal.x509;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.cert.X509Extension;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The extensions of certificates and revocation lists (RFC 5280, sections 4.2 and 5.2) that the JDK does not read.
 *
 * <p>A verification looks many of them up. The JDK converts the identifier and encodes the value again each time, and
 * throws two exceptions for an extension that a certificate does not have; so they are found in the encoded
 * certificate.
 */
public final class CertificateExtension {

    private static final int BOOLEAN = 0x01;

    /** The tag of {@code extensions [3]} in a certificate (RFC 5280, section 4.1). */
    private static final int EXTENSIONS = 0xA3;

    /** The identifiers that are looked up, by their dotted form: a fixed few. */
    private static final Map<String, ByteBuffer> IDENTIFIERS = new ConcurrentHashMap<>();

    private CertificateExtension() {}

    /** Returns a reader of an extension's content, if the certificate has it. */
    public static Optional<DerReader> of(X509Extension certificate, String objectIdentifier) throws IOException {
        return find(certificate, objectIdentifier).map(DerReader::of);
    }

    /** Returns whether a certificate has an extension. */
    public static boolean isPresent(X509Extension certificate, String objectIdentifier) {
        try {
            return find(certificate, objectIdentifier).isPresent();
        } catch (IOException malformed) {
            return true;
        }
    }

    /** Returns whether a certificate has an extension and marks it as critical. */
    public static boolean isCritical(X509Extension certificate, String objectIdentifier) {
        var critical = certificate.getCriticalExtensionOIDs();
        return critical != null && critical.contains(objectIdentifier);
    }

    private static Optional<byte[]> find(X509Extension certificate, String objectIdentifier) throws IOException {
        if (certificate instanceof X509Certificate encoded) {
            try {
                return find(encoded.getEncoded(), objectIdentifier);
            } catch (CertificateEncodingException | IOException notInDer) {
                // The JDK reads other encodings too.
            }
        }
        var extension = certificate.getExtensionValue(objectIdentifier);
        return (extension == null)
                ? Optional.empty()
                : Optional.of(DerReader.of(extension).octets());
    }

    private static Optional<byte[]> find(byte[] certificate, String objectIdentifier) throws IOException {
        var identifier = IDENTIFIERS.computeIfAbsent(objectIdentifier, CertificateExtension::encode);
        var fields = DerReader.of(certificate).sequence().sequence();
        while (fields.hasMore()) {
            if (!fields.nextIs(EXTENSIONS)) {
                fields.skip();
                continue;
            }
            var extensions = fields.inside(EXTENSIONS).sequence();
            while (extensions.hasMore()) {
                var extension = extensions.sequence();
                if (extension.inside(DerReader.OBJECT_IDENTIFIER).isEqualTo(identifier)) {
                    if (extension.nextIs(BOOLEAN)) { // critical
                        extension.skip();
                    }
                    return Optional.of(extension.octets());
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the content of an object identifier (X.690, section 8.19). */
    private static ByteBuffer encode(String objectIdentifier) {
        var arcs = objectIdentifier.split("\\.");
        var encoded = new ByteArrayOutputStream();
        write(Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]), encoded);
        for (int i = 2; i < arcs.length; i++) {
            write(Long.parseLong(arcs[i]), encoded);
        }
        return ByteBuffer.wrap(encoded.toByteArray()).asReadOnlyBuffer();
    }

    private static void write(long arc, ByteArrayOutputStream encoded) {
        // seven bits in each byte, the highest first; all but the last are marked
        for (int shift = 56; shift > 0; shift -= 7) {
            if (arc >>> shift != 0) {
                encoded.write((int) (arc >>> shift) & 0x7F | 0x80);
            }
        }
        encoded.write((int) arc & 0x7F);
    }
}
