package io.unifiedtls.internal.context;

import java.time.Clock;
import java.util.Optional;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.Side;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.trust.CertificateVerifier;
import io.unifiedtls.internal.trust.TrustStores;

/** Verifies chains as peers do that trust what this operating system trusts. Immutable and thread-safe. */
public final class SystemTrustCheck {

    private final CertificateVerifier verifier;

    private SystemTrustCheck(CertificateVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Reads the system's trust store.
     *
     * @throws ConfigurationException if it is empty or cannot be read
     */
    public static SystemTrustCheck create() throws ConfigurationException {
        return new SystemTrustCheck(new CertificateVerifier(TrustStores.load(TrustStore.system()), Clock.systemUTC()));
    }

    /**
     * Returns why a peer would refuse a chain; empty if it would accept it.
     *
     * @param side the side that the chain identifies
     */
    public Optional<String> refusal(LoadedChain chain, Side side) {
        try {
            this.verifier.verify(chain.certificates(), side);
            return Optional.empty();
        } catch (CertificateVerificationException refusal) {
            return Optional.ofNullable(refusal.getMessage());
        }
    }
}
