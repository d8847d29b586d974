package io.unifiedtls.boringssl.internal;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.material.Credential;

/**
 * Gives an engine the key, the certificate chain and the OCSP response as soon as they are chosen. Netty, which would
 * ask for the key and the chain afterwards, gets none.
 */
final class NativeKeyManager extends X509ExtendedKeyManager {

    private final X509ExtendedKeyManager keyManager;

    private final Function<String, Optional<Credential>> credentials;

    private final NativeCredentials forms = new NativeCredentials();

    /**
     * Creates the key manager of a context.
     *
     * @param keyManager chooses the alias
     * @param credentials returns the credential of an alias
     */
    NativeKeyManager(X509ExtendedKeyManager keyManager, Function<String, Optional<Credential>> credentials) {
        this.keyManager = keyManager;
        this.credentials = credentials;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return present(this.keyManager.chooseEngineServerAlias(keyType, issuers, engine), engine);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return present(this.keyManager.chooseEngineClientAlias(keyTypes, issuers, engine), engine);
    }

    private @Nullable String present(@Nullable String alias, SSLEngine engine) {
        if (alias != null && engine instanceof ReferenceCountedOpenSslEngine library) {
            this.credentials.apply(alias).ifPresent(credential -> present(credential, library));
        }
        return alias;
    }

    private void present(Credential credential, ReferenceCountedOpenSslEngine engine) {
        this.forms.present(credential, engine);
        credential.ocspResponse().ifPresent(engine::setOcspResponse);
        Handshake.current().ifPresent(handshake -> handshake.presented(credential.certificates()));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
