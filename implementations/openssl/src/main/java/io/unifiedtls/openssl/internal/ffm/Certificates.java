package io.unifiedtls.openssl.internal.ffm;

import java.io.ByteArrayInputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;

/** Reads certificates of OpenSSL. */
final class Certificates {

    private Certificates() {}

    /** Returns the certificates of a list of {@code X509}; none if there is no list. */
    static X509Certificate[] read(long list) throws CertificateException {
        var certificates = new ArrayList<X509Certificate>();
        if (list != 0) {
            var length = LibCrypto.OPENSSL_SK_NUM.call(list);
            for (int i = 0; i < length; i++) {
                certificates.add(readOne(LibCrypto.OPENSSL_SK_VALUE.call(list, i)));
            }
        }
        return certificates.toArray(X509Certificate[]::new);
    }

    /** Returns the certificate of an {@code X509}. */
    static X509Certificate readOne(long certificate) throws CertificateException {
        try (var arena = Arena.ofConfined()) {
            var length = LibCrypto.I2D_X509.call(certificate, MemorySegment.NULL);
            if (length <= 0) {
                throw new CertificateException(
                        "OpenSSL cannot encode a certificate: " + ErrorQueue.text(ErrorQueue.take()));
            }
            var der = arena.allocate(length);
            // It moves the pointer behind what it has written.
            LibCrypto.I2D_X509.call(certificate, arena.allocateFrom(ValueLayout.ADDRESS, der));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toArray(ValueLayout.JAVA_BYTE)));
        }
    }
}
