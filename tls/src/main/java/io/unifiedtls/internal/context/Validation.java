package io.unifiedtls.internal.context;

import java.util.List;
import java.util.Optional;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.material.MaterialIds;
import io.unifiedtls.internal.material.TokenReader.Use;

/** Refuses configurations that cannot be honoured, without reading any file. */
record Validation(TlsImplementation implementation) {

    void of(TlsServerConfiguration configuration) throws ConfigurationException {
        checkChains(configuration);
        if (configuration.clientAuthentication() != ClientAuthentication.NONE
                && configuration.trustStore().isEmpty()) {
            throw new ConfigurationException(
                    "client authentication is %s, but there is no trust store; configure the CA certificates that verify clients"
                            .formatted(configuration.clientAuthentication()));
        }
        for (var chain : configuration.certificateChains()) {
            check(chain);
        }
        check(configuration.trustStore());
        check(configuration.groups());
        checkTicketKeys(configuration);
    }

    private void checkTicketKeys(TlsServerConfiguration configuration) throws ConfigurationException {
        var setting = configuration
                .sessionTicketKeySource()
                .<Object>map(source -> source)
                .or(() -> configuration.sessionTicketKeys().stream().findFirst());
        if (setting.isPresent() && !this.implementation.capabilities().has(TlsFeature.SESSION_TICKET_KEYS)) {
            throw new ConfigurationException(
                            "TLS implementation %s does not support session ticket keys; remove them, or use another implementation"
                                    .formatted(this.implementation.name()))
                    .concerning(setting.get());
        }
    }

    private static void checkChains(TlsServerConfiguration configuration) throws ConfigurationException {
        if (!configuration.certificateChains().isEmpty()) {
            return;
        }
        if (configuration.certificateDirectory().isEmpty()
                && configuration.signingChainSource().isEmpty()) {
            throw new ConfigurationException("no certificate chain configured; a server needs at least one");
        }
        if (configuration.unknownServerName() != ServerNamePolicy.REJECT
                || configuration.absentServerName() != ServerNamePolicy.REJECT) {
            throw new ConfigurationException(
                    "clients are to get the default certificate chain, but none is configured; configure one, or reject clients without a known server name");
        }
    }

    void of(TlsClientConfiguration configuration) throws ConfigurationException {
        if (configuration.certificateChain().isPresent()) {
            if (configuration.certificateChain().get() instanceof SigningChain.Stapled stapled) {
                throw new ConfigurationException("a client does not staple an OCSP response; remove it")
                        .concerning(stapled.response());
            }
            check(configuration.certificateChain().get());
        }
        check(configuration.trustStore());
        check(configuration.groups());
    }

    private void check(List<NamedGroup> groups) throws ConfigurationException {
        var supported = this.implementation.capabilities().groups();
        var missing =
                groups.stream().filter(group -> !supported.contains(group)).toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                            "TLS implementation %s does not support setting the groups %s; it supports %s"
                                    .formatted(
                                            this.implementation.name(),
                                            missing.stream()
                                                    .map(NamedGroup::protocolName)
                                                    .toList(),
                                            supported.isEmpty()
                                                    ? "none"
                                                    : supported.stream()
                                                            .map(NamedGroup::protocolName)
                                                            .sorted()
                                                            .toList()))
                    .concerning(missing.get(0));
        }
    }

    void check(SigningChain chain) throws ConfigurationException {
        if (chain instanceof SigningChain.Stapled stapled) {
            check(stapled.response());
            check(stapled.chain());
        } else if (chain instanceof SigningChain.KeyStoreEntry entry) {
            refuseId(entry.keyStore().source(), entry.keyStore());
        } else if (chain instanceof SigningChain.Certificates certificates) {
            check(certificates.leaf().source(), Use.CERTIFICATE, certificates.leaf());
            for (var issuer : certificates.chain()) {
                check(issuer.source(), Use.CERTIFICATE, issuer);
            }
            checkKey(certificates);
        }
    }

    private void check(OcspResponse response) throws ConfigurationException {
        if (!this.implementation.capabilities().has(TlsFeature.OCSP_STAPLING)) {
            throw new ConfigurationException(
                            "TLS implementation %s does not support stapling a configured OCSP response; remove it, or use another implementation"
                                    .formatted(this.implementation.name()))
                    .concerning(response);
        }
        refuseId(response.source(), response);
    }

    private void check(Optional<TrustStore> trustStore) throws ConfigurationException {
        if (trustStore.isPresent()) {
            check(trustStore.get());
        }
    }

    private void check(TrustStore trustStore) throws ConfigurationException {
        if (trustStore instanceof TrustStore.Certificates certificates) {
            check(certificates.source(), Use.CERTIFICATE, trustStore);
        } else if (trustStore instanceof TrustStore.KeyStoreEntries entries) {
            refuseId(entries.keyStore().source(), entries.keyStore());
        } else if (trustStore instanceof TrustStore.Lenient lenient) {
            check(lenient.trustStore());
        } else if (trustStore instanceof TrustStore.Revocable revocable) {
            check(revocable.trustStore());
            refuseId(revocable.revocationLists().source(), revocable.revocationLists());
        }
    }

    private void checkKey(SigningChain.Certificates chain) throws ConfigurationException {
        if (chain.privateKey().isPresent()) {
            var privateKey = chain.privateKey().get();
            check(privateKey.source(), Use.PRIVATE_KEY, privateKey);
        } else if (chain.leaf().source() instanceof MaterialSource.Id) {
            throw new ConfigurationException("%s also needs a private key; use TlsPrivateKey.fromId"
                            .formatted(chain.leaf().source()))
                    .concerning(chain.leaf());
        }
    }

    /** An id is the name of an object in a PKCS#11 token, or an alias in the key store of the platform. */
    private void check(MaterialSource source, Use use, Object setting) throws ConfigurationException {
        if (source instanceof MaterialSource.Id id) {
            if (!this.implementation.capabilities().has(TlsFeature.MATERIAL_IDS)) {
                throw new ConfigurationException(
                                "TLS implementation %s does not support key or certificate ids (%s); use a file or a buffer"
                                        .formatted(this.implementation.name(), source))
                        .concerning(setting);
            }
            try {
                MaterialIds.check(id, use);
            } catch (ConfigurationException e) {
                throw e.concerning(setting);
            }
        }
    }

    private static void refuseId(MaterialSource source, Object setting) throws ConfigurationException {
        if (source instanceof MaterialSource.Id) {
            throw new ConfigurationException(
                            "%s cannot be a key store or a CRL; use a file or a buffer".formatted(source))
                    .concerning(setting);
        }
    }
}
