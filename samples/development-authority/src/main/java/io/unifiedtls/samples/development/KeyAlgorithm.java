package io.unifiedtls.samples.development;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of keys that certificates are made for. */
public enum KeyAlgorithm {
    ECDSA("EC", new ECGenParameterSpec("secp256r1")),

    RSA("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

    private final String algorithm;

    private final AlgorithmParameterSpec parameters;

    KeyAlgorithm(String algorithm, AlgorithmParameterSpec parameters) {
        this.algorithm = algorithm;
        this.parameters = parameters;
    }

    KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance(this.algorithm);
            generator.initialize(this.parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException("cannot make a key: %s".formatted(this), exception);
        }
    }
}
