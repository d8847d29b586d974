package io.unifiedtls.test.differential;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs certificates with an RSASSA-PSS key of the JDK, which BouncyCastle's own signer cannot use.
 *
 * @param keys the key, which fixes the digest
 * @param content what is to be signed
 */
record PssSigner(KeyPair keys, PSSParameterSpec parameters, ByteArrayOutputStream content) implements ContentSigner {

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return SubjectPublicKeyInfo.getInstance(this.keys.getPublic().getEncoded())
                .getAlgorithm();
    }

    @Override
    public OutputStream getOutputStream() {
        return this.content;
    }

    @Override
    public byte[] getSignature() {
        try {
            var signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(this.parameters);
            signature.initSign(this.keys.getPrivate());
            signature.update(this.content.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
