package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

/**
 * Which signatures of certificates are too weak: those whose hash can be made to collide (NIST SP 800-131A), and those
 * with DSA, which was withdrawn (FIPS 186-5).
 */
final class SignatureStrength {

    private SignatureStrength() {}

    /** Returns what is wrong with a signature that is too weak, such as {@code signed with SHA1withRSA}. */
    static Optional<String> weakness(X509Certificate certificate) {
        var algorithm = certificate.getSigAlgName();
        if (algorithm.equals("RSASSA-PSS")) {
            return Optional.of(pssHash(certificate))
                    .filter(SignatureStrength::isWeak)
                    .map(hash -> "signed with " + hash);
        }
        return isWeak(algorithm) ? Optional.of("signed with " + algorithm) : Optional.empty();
    }

    private static boolean isWeak(String algorithm) {
        var name = algorithm.toUpperCase(Locale.ROOT);
        return name.endsWith("WITHDSA") || name.startsWith("SHA1") || name.startsWith("SHA-1") || name.startsWith("MD");
    }

    private static String pssHash(X509Certificate certificate) {
        var encoded = certificate.getSigAlgParams();
        if (encoded == null) {
            return "SHA-1"; // RFC 4055 3.1: the default
        }
        try {
            var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (GeneralSecurityException | IOException malformed) {
            return "SHA-1"; // as good as none
        }
    }
}
