package io.unifiedtls.autoconfigure.web.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.test.TestAuthority;

class TlsNioEndpointTests {

    private final TlsNioEndpoint endpoint = new TlsNioEndpoint();

    @ParameterizedTest
    @CsvSource({"jsse, false", "boringssl, true", "conscrypt, true", "bouncycastle, false"})
    void usesDirectBuffersIfTheLibraryIsNative(String implementation, boolean expected) throws Exception {
        this.endpoint.serve(server(implementation), Duration.ofSeconds(10));

        assertThat(this.endpoint.getSocketProperties().getDirectBuffer()).isEqualTo(expected);
        assertThat(this.endpoint.getSocketProperties().getDirectSslBuffer()).isEqualTo(expected);
    }

    /** Another thread may still use them. */
    @Test
    void leavesDirectBuffersToTheGarbageCollector() throws Exception {
        this.endpoint.serve(server("boringssl"), Duration.ofSeconds(10));
        var released = new AtomicBoolean();
        var channel = this.endpoint.createChannel(new SocketBufferHandler(1 << 10, 1 << 10, true) {
            @Override
            public void free() {
                released.set(true);
            }
        });

        channel.free();

        assertThat(released).isFalse();
    }

    private static ServerContext server(String implementation) throws ConfigurationException {
        var certificate = TestAuthority.create("Root").server("www.example.com");
        return TlsImplementation.named(implementation)
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(certificate.certificatePem()),
                                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                        .build());
    }
}
