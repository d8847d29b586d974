package io.unifiedtls.pkcs11;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;

import org.jspecify.annotations.Nullable;

/** A signature that the token of the key makes. */
final class TokenSignature extends SignatureSpi {

    private final String algorithm;

    private @Nullable AlgorithmParameterSpec parameters;

    private @Nullable Signature signature;

    TokenSignature(String algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
        if (!(privateKey instanceof TokenKey key)) {
            throw new InvalidKeyException("not a key of a token");
        }
        try {
            var initialized = Signature.getInstance(this.algorithm, key.provider());
            if (this.parameters != null) {
                initialized.setParameter(this.parameters);
            }
            initialized.initSign(key.key());
            this.signature = initialized;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("the token of the key does not sign with " + this.algorithm, e);
        }
    }

    @Override
    protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
        throw new InvalidKeyException("tokens are only used to create signatures");
    }

    @Override
    protected void engineUpdate(byte next) throws SignatureException {
        initialized().update(next);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
        initialized().update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        return initialized().sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        throw new SignatureException("tokens are only used to create signatures");
    }

    private Signature initialized() throws SignatureException {
        if (this.signature == null) {
            throw new SignatureException("no key");
        }
        return this.signature;
    }

    @Override
    protected void engineSetParameter(@Nullable AlgorithmParameterSpec parameters)
            throws InvalidAlgorithmParameterException {
        this.parameters = parameters;
        if (this.signature != null && parameters != null) {
            this.signature.setParameter(parameters);
        }
    }

    @Override
    protected @Nullable AlgorithmParameters engineGetParameters() {
        return (this.signature == null) ? null : this.signature.getParameters();
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new InvalidParameterException("no parameter " + name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new InvalidParameterException("no parameter " + name);
    }
}
