package io.unifiedtls.pkcs11;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A private key that stays in its token, and tells as much of itself as its certificate does: TLS asks for the size of
 * a key, which some tokens do not.
 */
sealed interface TokenKey extends PrivateKey {

    /** Returns a key with the public key that belongs to it, if it is of a kind that TLS signs with. */
    static Optional<PrivateKey> of(PrivateKey key, PublicKey publicKey, Provider provider) {
        TokenSignatureProvider.register();
        if (publicKey instanceof RSAPublicKey rsa && key.getAlgorithm().equals("RSA")) {
            return Optional.of(new Rsa(key, provider, rsa));
        }
        if (publicKey instanceof ECPublicKey ec && key.getAlgorithm().equals("EC")) {
            return Optional.of(new Ec(key, provider, ec));
        }
        return Optional.empty();
    }

    /** Returns the key as the provider knows it. */
    PrivateKey key();

    /** Returns the provider that signs with the key. */
    Provider provider();

    @Override
    default String getAlgorithm() {
        return key().getAlgorithm();
    }

    /** Returns null: the key does not leave its token. */
    @Override
    default @Nullable String getFormat() {
        return null;
    }

    /** Returns null: the key does not leave its token. */
    @Override
    default byte @Nullable [] getEncoded() {
        return null;
    }

    /** A key for RSA, with PKCS#1 or PSS. */
    record Rsa(PrivateKey key, Provider provider, RSAPublicKey publicKey) implements TokenKey, RSAKey {

        @Override
        public BigInteger getModulus() {
            return this.publicKey.getModulus();
        }

        @Override
        public String toString() {
            return "TokenKey[RSA]";
        }
    }

    /** A key for ECDSA. */
    record Ec(PrivateKey key, Provider provider, ECPublicKey publicKey) implements TokenKey, ECKey {

        @Override
        public ECParameterSpec getParams() {
            return this.publicKey.getParams();
        }

        @Override
        public String toString() {
            return "TokenKey[EC]";
        }
    }
}
