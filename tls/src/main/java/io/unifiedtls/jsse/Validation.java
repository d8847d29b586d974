package io.unifiedtls.jsse;

import java.util.Optional;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;

/** Refuses configurations that cannot be honoured, by looking at them alone: no file is read. */
final class Validation {

    private Validation() {}

    static void of(TlsServerConfiguration configuration, String implementation) throws ConfigurationException {
        if (configuration.certificateChains().isEmpty()) {
            throw new ConfigurationException("a server has to have a certificate chain; say one at least");
        }
        if (configuration.clientAuthentication() != ClientAuthentication.NONE
                && configuration.trustStore().isEmpty()) {
            throw new ConfigurationException(
                    "client authentication is %s, but there is no trust store; say which authorities identify clients"
                            .formatted(configuration.clientAuthentication()));
        }
        for (var chain : configuration.certificateChains()) {
            check(chain, implementation);
        }
        check(configuration.trustStore(), implementation);
    }

    static void of(TlsClientConfiguration configuration, String implementation) throws ConfigurationException {
        if (configuration.certificateChain().isPresent()) {
            check(configuration.certificateChain().get(), implementation);
        }
        check(configuration.trustStore(), implementation);
    }

    private static void check(SigningChain chain, String implementation) throws ConfigurationException {
        if (chain instanceof SigningChain.KeyStoreEntry entry) {
            check(entry.keyStore().source(), entry.keyStore(), implementation);
        } else if (chain instanceof SigningChain.Certificates certificates) {
            check(certificates.leaf().source(), certificates.leaf(), implementation);
            for (var issuer : certificates.chain()) {
                check(issuer.source(), issuer, implementation);
            }
            if (certificates.privateKey().isPresent()) {
                var privateKey = certificates.privateKey().get();
                check(privateKey.source(), privateKey, implementation);
            }
        }
    }

    private static void check(Optional<TrustStore> trustStore, String implementation) throws ConfigurationException {
        if (trustStore.isPresent()) {
            check(trustStore.get(), implementation);
        }
    }

    private static void check(TrustStore trustStore, String implementation) throws ConfigurationException {
        if (trustStore instanceof TrustStore.Certificates certificates) {
            check(certificates.source(), trustStore, implementation);
        } else if (trustStore instanceof TrustStore.KeyStoreEntries entries) {
            check(entries.keyStore().source(), entries.keyStore(), implementation);
        } else if (trustStore instanceof TrustStore.Revocable revocable) {
            check(revocable.trustStore(), implementation);
            check(revocable.revocationLists().source(), revocable.revocationLists(), implementation);
        }
    }

    private static void check(MaterialSource source, Object setting, String implementation)
            throws ConfigurationException {
        if (source instanceof MaterialSource.Id) {
            throw new ConfigurationException("the TLS implementation %s knows nothing by %s; use a file or a buffer"
                            .formatted(implementation, source))
                    .concerning(setting);
        }
    }
}
