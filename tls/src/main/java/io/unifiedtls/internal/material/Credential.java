package io.unifiedtls.internal.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A private key with its certificate chain, read and checked: the key belongs to the first certificate.
 *
 * @param key the private key of the leaf
 * @param certificates the leaf, then its issuers towards the root
 * @param serverNames the names it is for
 * @param ocspResponse the OCSP response for the leaf, in DER
 * @param unused certificates that were configured with it and are not part of the chain
 * @param alias what TLS libraries know it by: no other one in this process has it, even after a file was read again
 */
public record Credential(
        PrivateKey key,
        List<X509Certificate> certificates,
        List<String> serverNames,
        Optional<byte[]> ocspResponse,
        List<X509Certificate> unused,
        String alias) {

    private static final AtomicLong COUNT = new AtomicLong();

    public Credential {
        certificates = List.copyOf(certificates);
        serverNames = List.copyOf(serverNames);
        unused = List.copyOf(unused);
    }

    /** Creates an entry without a response of OCSP and unused certificates. */
    public Credential(PrivateKey key, List<X509Certificate> certificates, List<String> serverNames) {
        this(key, certificates, serverNames, List.of());
    }

    /** Creates an entry without a response of OCSP. */
    public Credential(
            PrivateKey key,
            List<X509Certificate> certificates,
            List<String> serverNames,
            List<X509Certificate> unused) {
        this(key, certificates, serverNames, Optional.empty(), unused, Long.toString(COUNT.incrementAndGet()));
    }

    /** Returns this entry with a response of OCSP for its leaf. */
    public Credential withOcspResponse(byte[] response) {
        return new Credential(
                this.key, this.certificates, this.serverNames, Optional.of(response), this.unused, this.alias);
    }

    /** Returns the certificate of the server or client itself. */
    public X509Certificate leaf() {
        return this.certificates.get(0);
    }

    public boolean isValidAt(Instant instant) {
        return !instant.isBefore(leaf().getNotBefore().toInstant())
                && !instant.isAfter(leaf().getNotAfter().toInstant());
    }

    /** Returns the names, never the key. */
    @Override
    public String toString() {
        return "Credential" + this.serverNames;
    }
}
