package io.unifiedtls.internal.material;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;

/** RSASSA-PSS keys, which may be restricted to one hash, mask and shortest salt (RFC 4055, section 3.1). */
final class PssParameters {

    /** What TLS signs with: a salt as long as the hash, which is that of the mask too (RFC 8446, section 4.2.3). */
    private static final List<PSSParameterSpec> OF_TLS =
            List.of(ofTls("SHA-256", 32), ofTls("SHA-384", 48), ofTls("SHA-512", 64));

    private PssParameters() {}

    private static PSSParameterSpec ofTls(String hash, int length) {
        return new PSSParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(hash), length, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    /**
     * Returns parameters that TLS has and both keys allow.
     *
     * @throws ConfigurationException if there are none
     */
    static PSSParameterSpec parameters(PrivateKey privateKey, String source, PublicKey publicKey)
            throws ConfigurationException {
        var ofPrivate = restriction(privateKey);
        var ofPublic = restriction(publicKey);
        if (ofPublic.isPresent() && privateKey instanceof RSAKey && !agree(ofPrivate, ofPublic.get())) {
            throw new ConfigurationException(
                    "the private key in %s is %s, but its certificate is for a key %s; use the key that the certificate was requested with"
                            .formatted(
                                    source,
                                    ofPrivate.map(PssParameters::describe).orElse("not restricted"),
                                    describe(ofPublic.get())));
        }
        var restriction = ofPrivate.or(() -> ofPublic);
        return OF_TLS.stream()
                .filter(parameters -> restriction.isEmpty() || allows(restriction.get(), parameters))
                .findFirst()
                .orElseThrow(() -> unusable(source, restriction.orElseThrow()));
    }

    private static Optional<PSSParameterSpec> restriction(Key key) {
        return (key instanceof RSAKey rsa && rsa.getParams() instanceof PSSParameterSpec parameters)
                ? Optional.of(parameters)
                : Optional.empty();
    }

    /** Without the certificate's restriction the private key signs what no peer can verify. */
    private static boolean agree(Optional<PSSParameterSpec> ofPrivate, PSSParameterSpec ofPublic) {
        return ofPrivate.isPresent()
                && hash(ofPrivate.get()).equals(hash(ofPublic))
                && maskHash(ofPrivate.get()).equals(maskHash(ofPublic));
    }

    private static boolean allows(PSSParameterSpec restriction, PSSParameterSpec parameters) {
        return hash(restriction).equals(hash(parameters))
                && maskHash(restriction).equals(maskHash(parameters))
                && restriction.getSaltLength() <= parameters.getSaltLength();
    }

    private static String hash(PSSParameterSpec parameters) {
        return parameters.getDigestAlgorithm();
    }

    private static String maskHash(PSSParameterSpec parameters) {
        return (parameters.getMGFParameters() instanceof MGF1ParameterSpec mask)
                ? mask.getDigestAlgorithm()
                : parameters.getMGFAlgorithm();
    }

    private static String describe(PSSParameterSpec parameters) {
        return "restricted to %s, MGF1 with %s and a salt of at least %d bytes"
                .formatted(hash(parameters), maskHash(parameters), parameters.getSaltLength());
    }

    private static ConfigurationException unusable(String source, PSSParameterSpec restriction) {
        return new ConfigurationException(
                "TLS cannot use the RSASSA-PSS private key in %s: it is %s, and TLS signs with SHA-256, SHA-384 or SHA-512, MGF1 with the same hash and a salt as long as the hash; make a new key and certificate, such as with: openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32"
                        .formatted(source, describe(restriction)));
    }
}
