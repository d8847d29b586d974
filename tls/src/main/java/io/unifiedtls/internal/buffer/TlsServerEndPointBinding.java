package io.unifiedtls.internal.buffer;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The channel binding {@code tls-server-end-point} (RFC 5929, section 4.1). */
final class TlsServerEndPointBinding {

    // The names of the JDK: SHA256withRSA, SHA3-256withECDSA, …
    private static final Pattern HASH_AND_KEY = Pattern.compile("(SHA\\d*(?:-\\d+)?|MD\\d)WITH.*");

    private TlsServerEndPointBinding() {}

    /**
     * Returns the hash of a server's certificate, by the function that the certificate was signed with; none where that
     * has no such function, as EdDSA.
     */
    static Optional<byte[]> of(Certificate server) {
        try {
            var hash = (server instanceof X509Certificate certificate) ? hash(certificate) : Optional.<String>empty();
            return hash.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(hash.get()).digest(server.getEncoded()));
        } catch (GeneralSecurityException | IOException unknownFunction) {
            return Optional.empty();
        }
    }

    private static Optional<String> hash(X509Certificate certificate) throws GeneralSecurityException, IOException {
        var algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.equals("RSASSA-PSS")) {
            return Optional.of(atLeastSha256(hashOfPss(certificate.getSigAlgParams())));
        }
        var names = HASH_AND_KEY.matcher(algorithm);
        return names.matches() ? Optional.of(atLeastSha256(names.group(1))) : Optional.empty();
    }

    private static String hashOfPss(byte[] encoded) throws GeneralSecurityException, IOException {
        var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        parameters.init(encoded);
        try {
            return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (InvalidParameterSpecException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static String atLeastSha256(String hash) {
        return switch (hash) {
            case "MD5", "SHA1", "SHA-1" -> "SHA-256"; // RFC 5929 4.1
            default -> hash.matches("SHA\\d+") ? "SHA-" + hash.substring(3) : hash;
        };
    }
}
