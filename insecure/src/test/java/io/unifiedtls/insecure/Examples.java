package io.unifiedtls.insecure;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;

/** The code on the page {@code insecure.md}. */
final class Examples {

    private Examples() {}

    static ClientContext trusting() throws TlsException {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromFile(Path.of("device.pem")))
                .build();
        var context = TlsImplementation.best(configuration).clientContext(configuration);
        return context;
    }

    static ClientContext insecureClient(TlsClientConfiguration configuration) throws TlsException {
        var insecure = new InsecureClientConfiguration(configuration, Set.of(SkippedCheck.CERTIFICATE));
        var context = new InsecureTlsImplementation(TlsImplementation.named("jsse")).clientContext(insecure);
        return context;
    }

    static ServerContext insecureServer(SigningChain chain) throws TlsException {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(chain))
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .build();
        var insecure = new InsecureServerConfiguration(configuration);
        var context = new InsecureTlsImplementation(TlsImplementation.named("jsse")).serverContext(insecure);
        return context;
    }
}
