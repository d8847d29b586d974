package io.unifiedtls.autoconfigure.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A key store that shows certificate chains as they are now. It has no keys, and cannot change.
 *
 * <p>The aliases are those of Spring Boot's PEM bundles, which are tags of the meter {@code ssl.chain.expiry}.
 */
final class CertificateView extends KeyStoreSpi {

    private final String property;

    private final Supplier<List<List<X509Certificate>>> chains;

    private CertificateView(String property, Supplier<List<List<X509Certificate>>> chains) {
        this.property = property;
        this.chains = chains;
    }

    static KeyStore keyStore(String property, Supplier<List<List<X509Certificate>>> chains) {
        var store = new KeyStore(new CertificateView(property, chains), null, "certificates") {};
        try {
            store.load(null);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("nothing is loaded", e);
        }
    }

    private Optional<List<X509Certificate>> chain(String alias) {
        var all = this.chains.get();
        return IntStream.range(0, all.size())
                .filter(i -> alias(i, all.size()).equals(alias))
                .mapToObj(all::get)
                .findFirst();
    }

    private static String alias(int position, int size) {
        return (size == 1) ? "ssl" : "ssl-" + position;
    }

    @Override
    public Enumeration<String> engineAliases() {
        var size = engineSize();
        return Collections.enumeration(
                IntStream.range(0, size).mapToObj(i -> alias(i, size)).toList());
    }

    @Override
    public int engineSize() {
        return this.chains.get().size();
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return chain(alias).isPresent();
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return engineContainsAlias(alias);
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return false;
    }

    @Override
    public @Nullable Certificate engineGetCertificate(String alias) {
        return chain(alias).map(chain -> chain.get(0)).orElse(null);
    }

    @Override
    public Certificate @Nullable [] engineGetCertificateChain(String alias) {
        return chain(alias).map(chain -> chain.toArray(Certificate[]::new)).orElse(null);
    }

    @Override
    public @Nullable String engineGetCertificateAlias(Certificate certificate) {
        var all = this.chains.get();
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).get(0).equals(certificate))
                .mapToObj(i -> alias(i, all.size()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Date engineGetCreationDate(String alias) {
        return chain(alias).map(chain -> chain.get(0).getNotBefore()).orElse(null);
    }

    @Override
    public Key engineGetKey(String alias, char[] password) throws UnrecoverableKeyException {
        throw new UnrecoverableKeyException(
                "the private keys of %s are not in its key store; use its SSLContext, or its key manager"
                        .formatted(this.property));
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
            throws KeyStoreException {
        throw new KeyStoreException(unchangeable());
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) throws KeyStoreException {
        throw new KeyStoreException(unchangeable());
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) throws KeyStoreException {
        throw new KeyStoreException(unchangeable());
    }

    @Override
    public void engineDeleteEntry(String alias) throws KeyStoreException {
        throw new KeyStoreException(unchangeable());
    }

    @Override
    public void engineStore(OutputStream stream, char[] password) throws IOException {
        throw new IOException(unchangeable());
    }

    private String unchangeable() {
        return "the certificates of %s cannot be changed or stored here".formatted(this.property);
    }

    @Override
    public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) {}

    @Override
    public void engineLoad(KeyStore.@Nullable LoadStoreParameter parameter) {}
}
