package io.unifiedtls.internal.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.internal.text.ServerNames;

/** Reads the server names of a certificate. */
public final class SubjectAltNames {

    private static final int DNS_NAME = 2;

    private SubjectAltNames() {}

    /** Returns the dNSName entries of the subjectAltName (RFC 5280, section 4.2.1.6) that a client can ask for. */
    public static List<String> of(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            for (var alternative : (alternatives == null) ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)) {
                    addPattern(names, (String) alternative.get(1));
                }
            }
        } catch (CertificateParsingException malformed) {
            // The certificate is still good for an explicit name.
        }
        return names;
    }

    private static void addPattern(List<String> names, String name) {
        try {
            names.add(ServerNames.pattern(name));
        } catch (IllegalArgumentException cannotBeAskedFor) {
            // Such as www.*.com: no client takes it for any name.
        }
    }
}
