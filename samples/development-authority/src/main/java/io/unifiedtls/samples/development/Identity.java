package io.unifiedtls.samples.development;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate with its key. */
record Identity(X509Certificate certificate, PrivateKey privateKey) {

    /** Returns whose it is, never the key. */
    @Override
    public String toString() {
        return "Identity[%s]".formatted(this.certificate.getSubjectX500Principal());
    }
}
