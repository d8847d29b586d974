package io.unifiedtls.internal.sni;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The signature schemes of TLS (RFC 8446, section 4.2.3) that fit a key or the signature of a certificate. */
final class SignatureSchemes {

    private static final Set<Integer> RSA_PSS = Set.of(0x0804, 0x0805, 0x0806);

    private static final Set<Integer> RSA = Set.of(0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601);

    private static final int RSA_SHA224 = 0x0301;

    private static final int ECDSA_SHA224 = 0x0303;

    private static final Set<Integer> RSASSA_PSS_KEY = Set.of(0x0809, 0x080A, 0x080B);

    /** Of an RSASSA-PSS key that is restricted to a hash. */
    private static final Map<String, Set<Integer>> RSASSA_PSS_HASH =
            Map.of("SHA-256", Set.of(0x0809), "SHA-384", Set.of(0x080A), "SHA-512", Set.of(0x080B));

    private static final Set<Integer> ECDSA = Set.of(0x0403, 0x0503, 0x0603);

    /** By the size of the curve in bits: TLS 1.3 ties the hash to the curve. */
    private static final Map<Integer, Set<Integer>> ECDSA_TLS_1_3 =
            Map.of(256, Set.of(0x0403), 384, Set.of(0x0503), 521, Set.of(0x0603));

    private static final Set<Integer> EDDSA = Set.of(0x0807, 0x0808);

    private static final Map<String, Set<Integer>> CERTIFICATE_SIGNATURES = Map.of(
            "SHA256WITHRSA", Set.of(0x0401),
            "SHA384WITHRSA", Set.of(0x0501),
            "SHA512WITHRSA", Set.of(0x0601),
            "SHA256WITHECDSA", Set.of(0x0403),
            "SHA384WITHECDSA", Set.of(0x0503),
            "SHA512WITHECDSA", Set.of(0x0603),
            "ED25519", Set.of(0x0807),
            "ED448", Set.of(0x0808),
            "EDDSA", EDDSA);

    private SignatureSchemes() {}

    /** Returns the schemes that a handshake can be signed with by the key behind a public key. */
    static Set<Integer> of(PublicKey key, boolean tls13) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> tls13 ? RSA_PSS : RSA;
            case "RSASSA-PSS" ->
                (key instanceof RSAKey rsa && rsa.getParams() instanceof PSSParameterSpec restriction)
                        ? RSASSA_PSS_HASH.getOrDefault(restriction.getDigestAlgorithm(), Set.of())
                        : RSASSA_PSS_KEY;
            case "EC" ->
                (tls13 && key instanceof ECPublicKey ec)
                        ? ECDSA_TLS_1_3.getOrDefault(
                                ec.getParams().getCurve().getField().getFieldSize(), Set.of())
                        : ECDSA;
            case "EdDSA", "Ed25519", "Ed448" -> EDDSA;
            default -> Set.of();
        };
    }

    /** Returns whether a handshake of TLS 1.2 can be signed by a scheme that a client offers; SHA-224 is one too. */
    static boolean canSignTls12(PublicKey key, Set<Integer> offered) {
        for (var scheme : of(key, false)) {
            if (offered.contains(scheme)) {
                return true;
            }
        }
        return switch (key.getAlgorithm()) {
            case "RSA" -> offered.contains(RSA_SHA224);
            case "EC" -> offered.contains(ECDSA_SHA224);
            default -> false;
        };
    }

    /** Returns the schemes that the signature of a certificate may go by; empty if it is none that TLS can name. */
    static Set<Integer> ofSignature(X509Certificate certificate) {
        return CERTIFICATE_SIGNATURES.getOrDefault(certificate.getSigAlgName().toUpperCase(Locale.ROOT), Set.of());
    }
}
