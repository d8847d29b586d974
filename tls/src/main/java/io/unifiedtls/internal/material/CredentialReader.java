package io.unifiedtls.internal.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.internal.x509.KeyStrength;
import io.unifiedtls.internal.x509.SubjectAltNames;

/** Reads and checks private keys with their certificate chains. */
public final class CredentialReader {

    private CredentialReader() {}

    /**
     * Reads a chain, with the names it is for.
     *
     * @throws ConfigurationException if a part of it is missing or wrong, or the parts do not belong together;
     *     {@link ConfigurationException#setting()} is the part, or the chain
     */
    public static Credential load(SigningChain chain) throws ConfigurationException {
        if (chain instanceof SigningChain.Stapled stapled) {
            return load(stapled.chain()).withOcspResponse(read(stapled.response()));
        }
        return (chain instanceof SigningChain.Certificates certificates) ? load(certificates) : loadEntry(chain);
    }

    private static byte[] read(OcspResponse response) throws ConfigurationException {
        try {
            return OcspResponseReader.read(
                    MaterialReader.read(response.source()), response.source().toString());
        } catch (ConfigurationException e) {
            throw e.concerning(response);
        }
    }

    private static Credential loadEntry(SigningChain chain) throws ConfigurationException {
        var keyStore = ((SigningChain.KeyStoreEntry) chain).keyStore();
        try {
            var entry = read(keyStore);
            var source = keyStore.source().toString();
            return checked(chain, entry.key(), source, entry.chain(), source);
        } catch (ConfigurationException e) {
            throw e.concerning(keyStore);
        }
    }

    private static KeyEntry read(TlsKeyStore keyStore) throws ConfigurationException {
        return KeyStoreReader.key(
                MaterialReader.read(keyStore.source()),
                keyStore.source().toString(),
                keyStore.type().orElse(null),
                keyStore.password().orElse(null),
                keyStore.alias().orElse(null),
                keyStore.keyPassword().orElse(null));
    }

    private static Credential load(SigningChain.Certificates chain) throws ConfigurationException {
        var certificates = new ArrayList<X509Certificate>();
        var leaf = chain.leaf();
        try {
            certificates.addAll(read(leaf, chain));
        } catch (ConfigurationException e) {
            throw e.concerning(leaf);
        }
        for (var issuer : chain.chain()) {
            try {
                certificates.addAll(read(issuer, chain));
            } catch (ConfigurationException e) {
                throw e.concerning(issuer);
            }
        }
        var privateKey = chain.privateKey().orElseGet(() -> new TlsPrivateKey(leaf.source(), Optional.empty()));
        var key = read(privateKey);
        try {
            return checked(
                    chain,
                    key,
                    privateKey.source().toString(),
                    certificates,
                    leaf.source().toString());
        } catch (ConfigurationException e) {
            throw e.concerning(chain.privateKey().isPresent() ? privateKey : leaf);
        }
    }

    /** A certificate in a token or a key store is usually beside the key, and read with the same PIN or password. */
    private static List<X509Certificate> read(TlsCertificate certificate, SigningChain.Certificates chain)
            throws ConfigurationException {
        if (certificate.source() instanceof MaterialSource.Id id) {
            var pin = chain.privateKey()
                    .filter(key ->
                            key.source() instanceof MaterialSource.Id other && MaterialIds.areTogether(id, other))
                    .flatMap(TlsPrivateKey::password);
            return MaterialIds.chain(id, pin.orElse(null));
        }
        return CertificateReader.read(
                MaterialReader.read(certificate.source()), certificate.source().toString());
    }

    private static PrivateKey read(TlsPrivateKey privateKey) throws ConfigurationException {
        try {
            if (privateKey.source() instanceof MaterialSource.Id id) {
                return MaterialIds.privateKey(id, privateKey.password().orElse(null));
            }
            return PrivateKeyReader.read(
                    MaterialReader.read(privateKey.source()),
                    privateKey.source().toString(),
                    privateKey.password().orElse(null));
        } catch (ConfigurationException e) {
            throw e.concerning(privateKey);
        }
    }

    private static Credential checked(
            SigningChain chain,
            PrivateKey key,
            String keySource,
            List<X509Certificate> certificates,
            String certificateSource)
            throws ConfigurationException {
        var ordered = OrderedChain.of(key, keySource, certificates, certificateSource);
        var leaf = ordered.certificates().get(0);
        KeyStrength.check(leaf, certificateSource);
        var names = chain.serverNames().isEmpty() ? SubjectAltNames.of(leaf) : chain.serverNames();
        return new Credential(key, ordered.certificates(), names, ordered.unused());
    }
}
