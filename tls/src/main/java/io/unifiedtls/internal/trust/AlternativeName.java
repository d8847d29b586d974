package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.internal.x509.CertificateExtension;
import io.unifiedtls.internal.x509.DerReader;

/**
 * A name of a certificate, or of its constraints, as it is encoded (GeneralName, RFC 5280, section 4.2.1.6).
 *
 * @param form which alternative it is, such as {@link #DNS_NAME}
 * @param value what is in it
 */
record AlternativeName(int form, byte[] value) {

    static final int EMAIL_ADDRESS = 1;

    static final int DNS_NAME = 2;

    static final int DIRECTORY_NAME = 4;

    static final int URI = 6;

    static final int IP_ADDRESS = 7;

    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

    private static final int CONTEXT = 0x80;

    private static final int NUMBER = 0x1F;

    /** Reads one name. */
    static AlternativeName read(DerReader names) throws IOException {
        var tag = names.nextTag();
        if ((tag & 0xC0) != CONTEXT) {
            throw new IOException("no name where one belongs");
        }
        return new AlternativeName(tag & NUMBER, names.inside(tag).remaining());
    }

    /** Returns the names in the subjectAltName of a certificate, and its subject; at most so many. */
    static List<AlternativeName> of(X509Certificate certificate, long most) throws IOException {
        var names = new ArrayList<AlternativeName>();
        var extension = CertificateExtension.of(certificate, SUBJECT_ALTERNATIVE_NAME);
        if (extension.isPresent()) {
            var sequence = extension.get().sequence();
            while (sequence.hasMore() && names.size() < most) {
                names.add(read(sequence));
            }
        }
        var subject = certificate.getSubjectX500Principal().getEncoded();
        if (names.size() < most && DerReader.of(subject).sequence().hasMore()) {
            names.add(new AlternativeName(DIRECTORY_NAME, subject));
        }
        return names;
    }

    /** Returns the text of a name that is one. */
    String text() {
        return new String(this.value, StandardCharsets.ISO_8859_1);
    }
}
