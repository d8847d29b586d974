package io.unifiedtls.internal.sni;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.LoadedChain;

/**
 * A signing chain that was read and checked: the key belongs to the first certificate.
 *
 * @param key the private key of the leaf
 * @param certificates the leaf, then its issuers towards the root
 * @param serverNames the names it is for
 * @param ocspResponse what the authority says of the leaf, in DER
 */
public record SigningEntry(
        PrivateKey key, List<X509Certificate> certificates, List<String> serverNames, Optional<byte[]> ocspResponse) {

    public SigningEntry {
        certificates = List.copyOf(certificates);
        serverNames = List.copyOf(serverNames);
    }

    /** Creates an entry without a response of OCSP. */
    public SigningEntry(PrivateKey key, List<X509Certificate> certificates, List<String> serverNames) {
        this(key, certificates, serverNames, Optional.empty());
    }

    /** Returns this entry with a response of OCSP for its leaf. */
    public SigningEntry withOcspResponse(byte[] response) {
        return new SigningEntry(this.key, this.certificates, this.serverNames, Optional.of(response));
    }

    /** Returns the certificate of the server or client itself. */
    public X509Certificate leaf() {
        return this.certificates.get(0);
    }

    /** Returns what may be told of it. */
    public LoadedChain loaded() {
        return new LoadedChain(this.serverNames, this.certificates);
    }

    boolean isValidAt(Instant instant) {
        return !instant.isBefore(leaf().getNotBefore().toInstant())
                && !instant.isAfter(leaf().getNotAfter().toInstant());
    }

    /** Returns the names, never the key. */
    @Override
    public String toString() {
        return "SigningEntry" + this.serverNames;
    }
}
