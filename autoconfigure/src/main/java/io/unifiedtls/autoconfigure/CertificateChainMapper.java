package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.OcspResponse;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Makes signing chains from properties. */
final class CertificateChainMapper {

    private final LocationResolver locations;

    private final KeyStoreMapper keyStores;

    private final SpringBundles bundles;

    private final SelfSignedChains selfSignedChains;

    CertificateChainMapper(
            LocationResolver locations,
            KeyStoreMapper keyStores,
            SpringBundles bundles,
            SelfSignedChains selfSignedChains) {
        this.bundles = bundles;
        this.locations = locations;
        this.keyStores = keyStores;
        this.selfSignedChains = selfSignedChains;
    }

    /** Returns the chains of a server. */
    List<SigningChain> all(List<TlsProperties.Chain> chains, String property, PropertyOrigins settings) {
        var all = new ArrayList<SigningChain>();
        for (var i = 0; i < chains.size(); i++) {
            all.add(of(chains.get(i), PropertyNames.indexed(property, i), settings));
        }
        return all;
    }

    /** Returns the chain of a client, which serves no names. */
    SigningChain ofClient(TlsProperties.Chain chain, String property, PropertyOrigins settings) {
        if (!chain.serverNames().isEmpty()) {
            throw new TlsConfigurationException(
                    property + ".server-names",
                    "server-names are not supported for clients",
                    "Remove server-names: a client sends its chain to every server that requests one.",
                    "");
        }
        if (chain.ocspResponse() != null) {
            throw new TlsConfigurationException(
                    property + ".ocsp-response",
                    "ocsp-response is not supported for clients",
                    "Remove ocsp-response: only servers send one.",
                    "");
        }
        return of(chain, property, settings);
    }

    private SigningChain of(TlsProperties.Chain chain, String property, PropertyOrigins settings) {
        checkKind(chain, property);
        if (chain.selfSigned() != null) {
            var name = property + ".self-signed";
            return settings.put(this.selfSignedChains.of(chain.selfSigned(), name), name);
        }
        var signingChain = signingChain(chain, property, settings);
        var named = settings.put(named(signingChain, chain.serverNames(), property), property);
        return (chain.ocspResponse() == null) ? named : stapled(named, chain.ocspResponse(), property, settings);
    }

    private SigningChain signingChain(TlsProperties.Chain chain, String property, PropertyOrigins settings) {
        if (chain.keystore() != null) {
            return SigningChain.fromKeyStore(this.keyStores.of(chain.keystore(), property + ".keystore", settings));
        }
        return (chain.bundle() != null)
                ? bundle(chain.bundle(), property + ".bundle", settings)
                : certificates(chain, property, settings);
    }

    private SigningChain bundle(String bundle, String property, PropertyOrigins settings) {
        var source = settings.put(this.bundles.chain(bundle, property), property);
        var certificate = settings.put(new TlsCertificate(source), property);
        return new SigningChain.Certificates(certificate, Optional.empty(), List.of(), List.of());
    }

    private SigningChain stapled(SigningChain chain, String location, String property, PropertyOrigins settings) {
        var name = property + ".ocsp-response";
        var response = settings.put(new OcspResponse(this.locations.source(name, location)), name, location);
        return settings.put(chain.withOcspResponse(response), property);
    }

    private static void checkKind(TlsProperties.Chain chain, String property) {
        var kinds = new ArrayList<String>();
        if (chain.certificate() != null) {
            kinds.add("certificate");
        }
        if (chain.keystore() != null) {
            kinds.add("keystore");
        }
        if (chain.bundle() != null) {
            kinds.add("bundle");
        }
        if (chain.selfSigned() != null) {
            kinds.add("self-signed");
        }
        if (kinds.size() > 1) {
            throw new TlsConfigurationException(
                    property,
                    "%s are set; a chain must have exactly one of them".formatted(String.join(" and ", kinds)),
                    "Remove all but one, or make each an entry of the list.",
                    "");
        }
        if (kinds.isEmpty()) {
            throw new TlsConfigurationException(
                    property,
                    (chain.privateKey() != null)
                            ? "a private-key is set, but no certificate"
                            : "none of certificate, keystore, bundle and self-signed is set",
                    "Set the location of the certificate:",
                    Snippet.chain(property));
        }
        if (chain.selfSigned() != null && !chain.serverNames().isEmpty()) {
            throw new TlsConfigurationException(
                    property + ".server-names",
                    "server-names are not supported with self-signed, which has its own",
                    "Move them to self-signed:",
                    Snippet.of(
                            property + ".self-signed.server-names",
                            chain.serverNames().stream().noneMatch(SecretText::mayBeIn)
                                    ? chain.serverNames().toString()
                                    : "[localhost]"));
        }
        if (chain.selfSigned() != null && chain.ocspResponse() != null) {
            throw new TlsConfigurationException(
                    property + ".ocsp-response",
                    "ocsp-response is not supported with self-signed, which has no CA",
                    "Remove it.",
                    "");
        }
        if (chain.certificate() == null && (chain.privateKey() != null || chain.privateKeyPassword() != null)) {
            var key = (chain.privateKey() != null) ? "private-key" : "private-key-password";
            throw new TlsConfigurationException(
                    property + "." + key,
                    "the chain is from %s, which has its own".formatted(kinds.get(0)),
                    switch (kinds.get(0)) {
                        case "keystore" -> "Remove it; the password of a key store entry is keystore.key-password.";
                        case "bundle" -> "Remove it; the key and its password are those of the bundle.";
                        default -> "Remove it; the key is created together with the certificate.";
                    },
                    "");
        }
    }

    private SigningChain certificates(TlsProperties.Chain chain, String property, PropertyOrigins settings) {
        var location = String.valueOf(chain.certificate());
        var name = property + ".certificate";
        var source = settings.put(this.locations.sourceOrId(name, location), name, location);
        var certificate = settings.put(new TlsCertificate(source), name, location);
        return new SigningChain.Certificates(
                certificate, privateKey(chain, location, property, settings), List.of(), List.of());
    }

    private Optional<TlsPrivateKey> privateKey(
            TlsProperties.Chain chain, String certificate, String property, PropertyOrigins settings) {
        // The key of a certificate in a token or a key store has the same name.
        if (chain.privateKey() == null && chain.privateKeyPassword() == null && !LocationFormat.isId(certificate)) {
            return Optional.empty();
        }
        var name = property + ((chain.privateKey() != null) ? ".private-key" : ".certificate");
        var location = (chain.privateKey() != null) ? chain.privateKey() : certificate;
        var source = this.locations.sourceOrId(name, location);
        return Optional.of(settings.put(
                new TlsPrivateKey(
                        source,
                        KeyStoreMapper.password(chain.privateKeyPassword(), property + ".private-key-password")),
                name,
                location));
    }

    private static SigningChain named(SigningChain chain, List<String> serverNames, String property) {
        for (var i = 0; i < serverNames.size(); i++) {
            try {
                chain.withServerNames(List.of(serverNames.get(i)));
            } catch (IllegalArgumentException exception) {
                throw new TlsConfigurationException(
                        PropertyNames.indexed(property + ".server-names", i),
                        exception.getMessage(),
                        "Use host names, or wildcards for exactly one more label:",
                        Snippet.example(property + ".server-names"),
                        exception);
            }
        }
        return chain.withServerNames(serverNames);
    }
}
