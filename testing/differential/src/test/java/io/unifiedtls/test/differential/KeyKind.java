package io.unifiedtls.test.differential;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A kind of key. There is one key of each, made at first use: large RSA keys take their time. */
enum KeyKind {
    RSA_2048("RSA 2048", "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    RSA_4096("RSA 4096", "RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    PSS_SHA_256("RSASSA-PSS, SHA-256", pss("SHA-256", MGF1ParameterSpec.SHA256, 32)),
    PSS_SHA_384("RSASSA-PSS, SHA-384", pss("SHA-384", MGF1ParameterSpec.SHA384, 48)),
    PSS_SHA_512("RSASSA-PSS, SHA-512", pss("SHA-512", MGF1ParameterSpec.SHA512, 64)),
    P_256("EC P-256", "EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
    P_384("EC P-384", "EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA"),
    P_521("EC P-521", "EC", new ECGenParameterSpec("secp521r1"), "SHA512withECDSA"),
    ED25519("Ed25519", "EdDSA", NamedParameterSpec.ED25519, "Ed25519"),
    ED448("Ed448", "EdDSA", NamedParameterSpec.ED448, "Ed448"),

    /** As the first on its curve, but signs certificates with SHA-1. */
    P_256_SHA_1("EC P-256, SHA-1", "EC", new ECGenParameterSpec("secp256r1"), "SHA1withECDSA");

    private final String label;
    private final String algorithm;
    private final AlgorithmParameterSpec parameters;
    private final String signatureAlgorithm;
    private final @Nullable PSSParameterSpec pss;
    private @Nullable KeyPair keys;

    KeyKind(String label, PSSParameterSpec pss) {
        this.label = label;
        this.algorithm = "RSASSA-PSS";
        this.parameters = new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, pss);
        this.signatureAlgorithm = "RSASSA-PSS";
        this.pss = pss;
    }

    KeyKind(String label, String algorithm, AlgorithmParameterSpec parameters, String signatureAlgorithm) {
        this.label = label;
        this.algorithm = algorithm;
        this.parameters = parameters;
        this.signatureAlgorithm = signatureAlgorithm;
        this.pss = null;
    }

    String label() {
        return this.label;
    }

    /** Returns the one key of this kind. */
    synchronized KeyPair keys() {
        if (this.keys == null) {
            this.keys = generate();
        }
        return this.keys;
    }

    /** Returns a new key of this kind. */
    KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance(this.algorithm);
            generator.initialize(this.parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns a signer of certificates with a key of this kind. */
    ContentSigner signer(KeyPair signing) throws OperatorCreationException {
        return (this.pss == null)
                ? new JcaContentSignerBuilder(this.signatureAlgorithm).build(signing.getPrivate())
                : new PssSigner(signing, this.pss, new ByteArrayOutputStream());
    }

    private static PSSParameterSpec pss(String digest, MGF1ParameterSpec mask, int saltLength) {
        return new PSSParameterSpec(digest, "MGF1", mask, saltLength, PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
