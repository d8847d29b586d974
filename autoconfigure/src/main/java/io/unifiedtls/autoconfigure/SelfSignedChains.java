package io.unifiedtls.autoconfigure;

import io.unifiedtls.SigningChain;

/** Makes certificates for development. */
final class SelfSignedChains {

    private SelfSignedChains() {}

    static SigningChain of(TlsProperties.Chain chain, String property) {
        throw new UnsupportedOperationException(property + chain);
    }
}
