package io.unifiedtls.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.unifiedtls.CertificatePem;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Keys and certificates of the bundles of {@code spring.ssl.bundle}, as they are now. Thread-safe. */
final class SpringBundles {

    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Reads a part of a bundle. */
    private interface Part {

        byte[] of(SslBundle bundle) throws GeneralSecurityException;
    }

    private final ObjectProvider<SslBundles> bundles;

    private final Set<String> entries;

    /**
     * Creates a view of the bundles.
     *
     * @param entries the names of the entries below {@code tls}, which are bundles too
     */
    SpringBundles(ObjectProvider<SslBundles> bundles, Set<String> entries) {
        this.bundles = bundles;
        this.entries = entries;
    }

    /** Returns the key of a bundle, with its certificate chain. */
    MaterialSource chain(String name, String property) {
        check(name, property);
        return source(name, bundle -> {
            var store = Objects.requireNonNull(bundle.getStores()).getKeyStore();
            return chain(require(store, "key store"), bundle);
        });
    }

    /** Returns the CA certificates of a bundle. */
    MaterialSource authorities(String name, String property) {
        check(name, property);
        return source(name, bundle -> authorities(require(bundle.getStores().getTrustStore(), "trust store")));
    }

    private static KeyStore require(@Nullable KeyStore store, String what) {
        if (store == null) {
            throw new IllegalStateException("it has no " + what);
        }
        return store;
    }

    private void check(String name, String property) {
        if (this.entries.contains(name)) {
            throw new TlsConfigurationException(
                    property,
                    "'%s' is an entry below tls itself".formatted(name),
                    "Use the name of a bundle of spring.ssl.bundle, or the settings of the entry.",
                    "");
        }
        var known = known();
        if (!known.contains(name)) {
            throw new TlsConfigurationException(
                    property,
                    "an SSL bundle named '%s' could not be found. Available: %s"
                            .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)),
                    known.isEmpty() ? "Add the bundle:" : "Use the name of a bundle:",
                    known.isEmpty()
                            ? Snippet.of("spring.ssl.bundle.pem.%s.keystore.certificate".formatted(name), "file:…")
                            : Snippet.of(property, known.get(0)));
        }
    }

    private List<String> known() {
        return this.bundles.stream()
                .flatMap(all -> all.getBundleNames().stream())
                .filter(name -> !this.entries.contains(name))
                .sorted()
                .toList();
    }

    private MaterialSource source(String name, Part part) {
        return MaterialSource.supplied("SSL bundle '%s'".formatted(name), new Supplier<>() {

            private @Nullable SslBundle last;

            private byte[] content = {};

            /** A key store decrypts its key each time, and this is asked at each poll. */
            @Override
            public synchronized byte[] get() {
                var bundle = SpringBundles.this.bundles.getObject().getBundle(name);
                if (bundle != this.last) {
                    this.content = read(bundle, part);
                    this.last = bundle;
                }
                return this.content;
            }
        });
    }

    private static byte[] read(SslBundle bundle, Part part) {
        try {
            return part.of(bundle);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static byte[] chain(KeyStore store, SslBundle bundle) throws GeneralSecurityException {
        var alias = alias(store, bundle);
        var key = key(store, alias, bundle);
        if (key.getEncoded() == null) {
            throw new IllegalStateException("its private key cannot leave its provider; "
                    + "name a key of a token by its PKCS#11 URI in certificate and private-key");
        }
        var pem = new StringBuilder(pem(store.getCertificateChain(alias)));
        pem.append("-----BEGIN PRIVATE KEY-----\n")
                .append(PEM.encodeToString(key.getEncoded()))
                .append("\n-----END PRIVATE KEY-----\n");
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String alias(KeyStore store, SslBundle bundle) throws GeneralSecurityException {
        var alias = bundle.getKey().getAlias();
        if (StringUtils.hasLength(alias)) {
            if (!store.isKeyEntry(alias)) {
                throw new IllegalStateException("it has no private key '%s'".formatted(alias));
            }
            return alias;
        }
        var keys = new ArrayList<String>();
        for (var known : Collections.list(store.aliases())) {
            if (store.isKeyEntry(known)) {
                keys.add(known);
            }
        }
        if (keys.size() != 1) {
            throw new IllegalStateException(
                    keys.isEmpty()
                            ? "it has no private key"
                            : "it has several private keys; set the key.alias of the bundle to one of %s"
                                    .formatted(String.join(", ", keys)));
        }
        return keys.get(0);
    }

    private static Key key(KeyStore store, String alias, SslBundle bundle) throws GeneralSecurityException {
        var passwords = Stream.of(
                        bundle.getKey().getPassword(), bundle.getStores().getKeyStorePassword())
                .filter(Objects::nonNull)
                .toList();
        UnrecoverableKeyException wrong = null;
        for (var password : passwords.isEmpty() ? Collections.<@Nullable String>singleton(null) : passwords) {
            try {
                return store.getKey(alias, (password != null) ? password.toCharArray() : null);
            } catch (UnrecoverableKeyException e) {
                wrong = e;
            }
        }
        throw Objects.requireNonNull(wrong);
    }

    private static byte[] authorities(KeyStore store) throws GeneralSecurityException {
        var pem = new StringBuilder();
        for (var alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                pem.append(pem(store.getCertificate(alias)));
            }
        }
        if (pem.isEmpty()) {
            throw new IllegalStateException("its trust store has no certificate");
        }
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(Certificate... certificates) throws GeneralSecurityException {
        var encoded = new ArrayList<byte[]>();
        for (var certificate : certificates) {
            encoded.add(certificate.getEncoded());
        }
        return CertificatePem.encodeAll(encoded);
    }
}
