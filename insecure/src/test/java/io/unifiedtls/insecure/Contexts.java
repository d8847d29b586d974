package io.unifiedtls.insecure;

import java.util.List;
import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Contexts for tests, that trust {@link #AUTHORITY} and no other. */
final class Contexts {

    static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other Root");

    private static final TestCertificate CLIENT =
            OTHER_AUTHORITY.leaf().commonName("client").client().issue();

    private static final TestCertificate SERVER = AUTHORITY.server("localhost");

    private Contexts() {}

    static InsecureClientContext client(TlsVersion version, SkippedCheck... skipped) throws TlsException {
        var configuration =
                clientConfiguration().highestSupportedVersion(version).build();
        return implementation().clientContext(new InsecureClientConfiguration(configuration, Set.of(skipped)));
    }

    static TlsClientConfiguration.Builder clientConfiguration() {
        return TlsClientConfiguration.builder().trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()));
    }

    /** A client that shows a certificate of another authority. */
    static TlsClientConfiguration.Builder unknownClient() {
        return clientConfiguration().certificateChain(chain(CLIENT));
    }

    static ServerContext server(TestCertificate certificate) throws TlsException {
        return new JsseImplementation()
                .serverContext(serverConfiguration(certificate).build());
    }

    static InsecureServerContext insecureServer(ClientAuthentication clientAuthentication) throws TlsException {
        var configuration = serverConfiguration(SERVER)
                .clientAuthentication(clientAuthentication)
                .build();
        return implementation().serverContext(new InsecureServerConfiguration(configuration));
    }

    static TlsServerConfiguration.Builder serverConfiguration(TestCertificate certificate) {
        return TlsServerConfiguration.builder().certificateChains(List.of(chain(certificate)));
    }

    static InsecureTlsImplementation implementation() {
        return new InsecureTlsImplementation(new JsseImplementation());
    }

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }
}
