package io.unifiedtls.internal.x509;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;

/**
 * The certificates that a CRL covers (RFC 5280, section 5.2.5): by default all of its issuer.
 *
 * @param names what the point is called in the certificates that it is for; empty if it is for all
 */
public record IssuingDistributionPoint(
        Set<ByteBuffer> names,
        boolean isForLeaves,
        boolean isForAuthorities,
        boolean isForSomeReasons,
        boolean isIndirect,
        boolean isForAttributeCertificates) {

    private static final String EXTENSION = "2.5.29.28";

    private static final String REVOCATION_LISTS = "2.5.29.31";

    private static final int NAME = 0xA0;

    private static final int FULL_NAME = 0xA0;

    private static final int LEAVES = 0x81;

    private static final int AUTHORITIES = 0x82;

    private static final int REASONS = 0x83;

    private static final int INDIRECT = 0x84;

    private static final int ATTRIBUTE_CERTIFICATES = 0x85;

    public IssuingDistributionPoint {
        names = Set.copyOf(names);
    }

    /** Reads the extension of a list. */
    public static IssuingDistributionPoint of(X509CRL list) throws IOException {
        var extension = CertificateExtension.of(list, EXTENSION);
        if (extension.isEmpty()) {
            return new IssuingDistributionPoint(Set.of(), false, false, false, false, false);
        }
        var point = extension.get().sequence();
        var names = point.nextIs(NAME) ? names(point.inside(NAME)) : Set.<ByteBuffer>of();
        var leaves = flag(point, LEAVES);
        var authorities = flag(point, AUTHORITIES);
        var reasons = point.nextIs(REASONS);
        if (reasons) {
            point.inside(REASONS);
        }
        var indirect = flag(point, INDIRECT);
        var attributes = flag(point, ATTRIBUTE_CERTIFICATES);
        if (point.hasMore()) {
            throw new IOException("an issuing distribution point with an unknown field");
        }
        return new IssuingDistributionPoint(names, leaves, authorities, reasons, indirect, attributes);
    }

    /** Returns whether a list is about a certificate of its issuer. */
    public boolean isFor(X509Certificate certificate) throws IOException {
        var isAuthority = certificate.getBasicConstraints() >= 0;
        if (isAuthority ? this.isForLeaves : this.isForAuthorities) {
            return false;
        }
        return this.names.isEmpty() || points(certificate).stream().anyMatch(this.names::contains);
    }

    private static Set<ByteBuffer> points(X509Certificate certificate) throws IOException {
        var names = new HashSet<ByteBuffer>();
        var extension = CertificateExtension.of(certificate, REVOCATION_LISTS);
        if (extension.isPresent()) {
            var points = extension.get().sequence();
            while (points.hasMore()) {
                var point = points.sequence();
                if (point.nextIs(NAME)) {
                    names.addAll(names(point.inside(NAME)));
                }
            }
        }
        return names;
    }

    private static Set<ByteBuffer> names(DerReader point) throws IOException {
        var names = new HashSet<ByteBuffer>();
        if (point.nextIs(FULL_NAME)) {
            var fullName = point.inside(FULL_NAME);
            while (fullName.hasMore()) {
                names.add(ByteBuffer.wrap(fullName.element()));
            }
        } else {
            names.add(ByteBuffer.wrap(point.element())); // relative to the issuer, which is the same
        }
        return names;
    }

    private static boolean flag(DerReader point, int tag) throws IOException {
        if (!point.nextIs(tag)) {
            return false;
        }
        var value = point.inside(tag).remaining();
        return value.length > 0 && value[0] != 0;
    }
}
