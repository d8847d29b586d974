package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.Optional;

import io.unifiedtls.RevocationLists;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Makes trust stores from properties. */
final class TrustStoreMapper {

    private final LocationResolver locations;

    private final KeyStoreMapper keyStores;

    private final SpringBundles bundles;

    TrustStoreMapper(LocationResolver locations, KeyStoreMapper keyStores, SpringBundles bundles) {
        this.bundles = bundles;
        this.locations = locations;
        this.keyStores = keyStores;
    }

    TrustStore of(TlsProperties.Trust trust, String property, PropertyOrigins settings) {
        var authorities = authorities(trust, property, settings);
        var lists = revocationLists(trust, property, settings);
        if (Boolean.FALSE.equals(trust.strict())) {
            authorities = settings.put(authorities.withoutStrictProfile(), property);
        }
        return lists.isEmpty() ? authorities : settings.put(authorities.withRevocationLists(lists.get()), property);
    }

    private Optional<RevocationLists> revocationLists(
            TlsProperties.Trust trust, String property, PropertyOrigins settings) {
        var location = trust.revocationLists();
        if (location == null) {
            if (trust.revocationChecks() != null) {
                throw new TlsConfigurationException(
                        property + ".revocation-checks",
                        "no revocation-lists are set, so revocation is not checked",
                        "Set revocation-lists, or remove revocation-checks:",
                        Snippet.example(property + ".revocation-lists"));
            }
            return Optional.empty();
        }
        var name = property + ".revocation-lists";
        var lists = new RevocationLists(this.locations.source(name, location));
        var ofLeaf = trust.revocationChecks() == TlsProperties.RevocationChecks.LEAF;
        return Optional.of(settings.put(ofLeaf ? lists.leafOnly() : lists, name, location));
    }

    private TrustStore authorities(TlsProperties.Trust trust, String property, PropertyOrigins settings) {
        checkKind(trust, property);
        if (trust.certificates() != null) {
            var name = property + ".certificates";
            return settings.put(
                    new TrustStore.Certificates(this.locations.sourceOrId(name, trust.certificates())),
                    name,
                    trust.certificates());
        }
        if (trust.directory() != null) {
            var name = property + ".directory";
            return settings.put(
                    TrustStore.fromDirectory(this.locations.path(name, trust.directory())), name, trust.directory());
        }
        if (trust.keystore() != null) {
            var name = property + ".keystore";
            checkNoEntry(trust.keystore(), name);
            return settings.put(
                    TrustStore.fromKeyStore(this.keyStores.of(trust.keystore(), name, settings)),
                    name,
                    String.valueOf(trust.keystore().location()));
        }
        if (trust.bundle() != null) {
            var name = property + ".bundle";
            var source = settings.put(this.bundles.authorities(trust.bundle(), name), name);
            return settings.put(new TrustStore.Certificates(source), name);
        }
        return settings.put(TrustStore.system(), property + ".system");
    }

    private static void checkNoEntry(TlsProperties.KeyStore keyStore, String property) {
        if (keyStore.alias() != null || keyStore.keyPassword() != null) {
            throw new TlsConfigurationException(
                    property + ((keyStore.alias() != null) ? ".alias" : ".key-password"),
                    "a trust store uses all trusted certificates of its key store, and no private key",
                    "Remove it.",
                    "");
        }
    }

    private static void checkKind(TlsProperties.Trust trust, String property) {
        var kinds = new ArrayList<String>();
        if (Boolean.TRUE.equals(trust.system())) {
            kinds.add("system");
        }
        if (trust.certificates() != null) {
            kinds.add("certificates");
        }
        if (trust.directory() != null) {
            kinds.add("directory");
        }
        if (trust.keystore() != null) {
            kinds.add("keystore");
        }
        if (trust.bundle() != null) {
            kinds.add("bundle");
        }
        if (kinds.size() > 1) {
            throw new TlsConfigurationException(
                    property,
                    "%s are set; a trust store must have exactly one of them".formatted(String.join(" and ", kinds)),
                    "Remove all but one; a file may contain any number of CA certificates.",
                    "");
        }
        if (kinds.isEmpty()) {
            throw new TlsConfigurationException(
                    property,
                    "the trust store is empty: set one of certificates, directory, keystore, bundle, or system: true",
                    "Specify the CA certificates to trust, or set system: true to trust the operating system's:",
                    Snippet.example(property + ".certificates"));
        }
    }
}
