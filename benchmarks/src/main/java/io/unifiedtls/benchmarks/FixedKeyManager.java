package io.unifiedtls.benchmarks;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.test.TestCertificate;

/** The cheapest key manager there can be: one key, which no key store decrypts again for each handshake. */
final class FixedKeyManager extends X509ExtendedKeyManager {

    private static final String ALIAS = "only";

    private final PrivateKey key;

    private final X509Certificate[] chain;

    FixedKeyManager(TestCertificate certificate) {
        this.key = certificate.privateKey();
        this.chain = certificate.chain().toArray(X509Certificate[]::new);
    }

    private @Nullable String alias(String keyType) {
        return keyType.equals(this.key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return this.key;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return this.chain.clone();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
