package io.unifiedtls.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Creates chains for development: a self-signed certificate. */
final class SelfSignedChains {

    private static final Log LOG = LogFactory.getLog(SelfSignedChains.class);

    private static final String LIBRARY = "org.bouncycastle.cert.X509v3CertificateBuilder";

    private static final Pattern IP_ADDRESS =
            Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final @Nullable ClassLoader classLoader;

    SelfSignedChains(@Nullable ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    SigningChain of(TlsProperties.SelfSigned selfSigned, String property) {
        var names = selfSigned.serverNames();
        if (names.isEmpty()) {
            throw new TlsConfigurationException(
                    property + ".server-names",
                    "no server-names are set for the certificate",
                    "Set the host names:",
                    Snippet.of(property + ".server-names", "[localhost]"));
        }
        if (!ClassUtils.isPresent(LIBRARY, this.classLoader)) {
            throw new TlsConfigurationException(
                    property,
                    "self-signed certificates require BouncyCastle, which is not on the class path",
                    "Add it, only for development, or specify a certificate:",
                    """
                    <dependency>
                        <groupId>org.bouncycastle</groupId>
                        <artifactId>bcpkix-jdk18on</artifactId>
                        <version>1.84</version>
                        <scope>runtime</scope>
                    </dependency>
                    """);
        }
        try {
            var certificate = SelfSignedCertificate.of(names);
            var chain = SigningChain.of(
                    TlsCertificate.fromBuffer(certificate.certificate()),
                    TlsPrivateKey.fromBuffer(certificate.privateKey()));
            names.stream()
                    .filter(name -> !IP_ADDRESS.matcher(name).matches())
                    .forEach(name -> chain.withServerNames(List.of(name)));
            LOG.warn("%s: created a certificate for %s that clients do not trust; use it only for development"
                    .formatted(property, names));
            return chain;
        } catch (IllegalArgumentException exception) {
            throw new TlsConfigurationException(
                    property + ".server-names",
                    exception.getMessage(),
                    "Use host names and IP addresses:",
                    Snippet.of(property + ".server-names", "[localhost, 127.0.0.1]"),
                    exception);
        }
    }
}
