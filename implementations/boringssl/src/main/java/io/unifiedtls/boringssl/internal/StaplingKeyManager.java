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

/** Gives an engine the response of OCSP that goes with the signing chain, as soon as that is chosen. */
final class StaplingKeyManager extends X509ExtendedKeyManager {

    private final X509ExtendedKeyManager keyManager;

    private final Function<String, Optional<byte[]>> responses;

    StaplingKeyManager(X509ExtendedKeyManager keyManager, Function<String, Optional<byte[]>> responses) {
        this.keyManager = keyManager;
        this.responses = responses;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        var alias = this.keyManager.chooseEngineServerAlias(keyType, issuers, engine);
        if (alias != null && engine instanceof ReferenceCountedOpenSslEngine library) {
            this.responses.apply(alias).ifPresent(library::setOcspResponse);
        }
        return alias;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return this.keyManager.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return this.keyManager.getPrivateKey(alias);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return this.keyManager.getCertificateChain(alias);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return this.keyManager.getServerAliases(keyType, issuers);
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
