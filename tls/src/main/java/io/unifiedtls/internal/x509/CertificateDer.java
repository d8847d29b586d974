package io.unifiedtls.internal.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates in DER. */
public final class CertificateDer {

    // RFC 7468 2: lines of 64 characters
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Follows the class name in a message that quotes another exception. */
    private static final String EXCEPTION = "Exception: ";

    private CertificateDer() {}

    /** Returns a certificate in PEM. */
    public static String toPem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(BASE64.encodeToString(der));
    }

    /** Returns certificates in DER. */
    public static List<byte[]> encode(List<? extends Certificate> certificates) {
        var encoded = new ArrayList<byte[]>();
        for (var certificate : certificates) {
            try {
                encoded.add(certificate.getEncoded());
            } catch (CertificateEncodingException cannotHappen) {
                throw new IllegalStateException(cannotHappen); // It was decoded from these very bytes.
            }
        }
        return List.copyOf(encoded);
    }

    /** Parses a single certificate with nothing behind it. */
    public static X509Certificate parse(byte[] der) throws CertificateException {
        if (!DerReader.isOneElement(der)) { // The factory would skip what follows, and look for PEM in it.
            throw new CertificateException("not a single DER element");
        }
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** Returns the JDK's reason, which is in the innermost cause, after a colon; empty if there is none. */
    public static String reason(Throwable exception) {
        var innermost = exception;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        var message = innermost.getMessage();
        if (message == null) {
            return "";
        }
        var wrapped = message.lastIndexOf(EXCEPTION);
        return ": " + ((wrapped < 0) ? message : message.substring(wrapped + EXCEPTION.length()));
    }
}
