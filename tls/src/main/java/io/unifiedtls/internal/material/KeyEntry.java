package io.unifiedtls.internal.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key of a key store.
 *
 * @param chain its certificate, then those of the authorities above it as far as the key store has them
 */
public record KeyEntry(PrivateKey key, List<X509Certificate> chain) {

    public KeyEntry {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a private key without a certificate");
        }
    }

    @Override
    public String toString() {
        return "KeyEntry[%s]".formatted(this.chain.get(0).getSubjectX500Principal());
    }
}
