package io.unifiedtls.pkcs11;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Signs with {@link TokenKey}s, and with nothing else.
 *
 * <p>TLS libraries look for what can sign with a key among the registered providers. This one is registered last, so
 * that those of the tokens need not be: they would take part in everything the application does.
 */
final class TokenSignatureProvider extends Provider {

    private static final String NAME = "UnifiedTlsTokenSignatures";

    /** What TLS 1.2 and 1.3 sign with (RFC 8446, section 4.2.3). */
    private static final List<String> ALGORITHMS = List.of(
            "RSASSA-PSS",
            "SHA256withRSA",
            "SHA384withRSA",
            "SHA512withRSA",
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA");

    private TokenSignatureProvider(String name) {
        super(name, "1", "Signatures with keys that stay in a PKCS#11 token");
        for (var algorithm : ALGORITHMS) {
            putService(new SignatureService(this, algorithm));
        }
    }

    /**
     * Registers the provider, unless it is. Where there are several class loaders, each has its own keys and provider.
     */
    static void register() {
        if (Arrays.stream(Security.getProviders()).noneMatch(TokenSignatureProvider.class::isInstance)) {
            var isTaken = Security.getProvider(NAME) != null;
            var name = isTaken ? NAME + "@" + System.identityHashCode(TokenSignatureProvider.class) : NAME;
            Security.addProvider(new TokenSignatureProvider(name));
        }
    }

    private static final class SignatureService extends Service {

        SignatureService(Provider provider, String algorithm) {
            super(
                    provider,
                    "Signature",
                    algorithm,
                    TokenSignature.class.getName(),
                    List.of(),
                    Map.of("SupportedKeyClasses", TokenKey.class.getName()));
        }

        @Override
        public Object newInstance(Object parameter) {
            return new TokenSignature(getAlgorithm());
        }
    }
}
