package io.unifiedtls.openssl.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.openssl.Fixture;
import io.unifiedtls.test.Handshakes;

/** Many handshakes on virtual threads, which the build runs on two carriers: OpenSSL's errors belong to a carrier. */
@Timeout(60)
class ConcurrencyTests {

    private static final int THREADS = 50;

    /** 2,000 in all. */
    private static final int HANDSHAKES = 2_000 / THREADS;

    @Test
    void errorsStayWithTheirConnections() throws Exception {
        assertThat(System.getProperty("jdk.virtualThreadScheduler.parallelism")).isEqualTo("2");
        var server = Fixture.server();
        var suite = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
        var older = Fixture.client(TlsVersion.TLSv1_2);
        var current = Fixture.client();
        var without = Fixture.server(settings -> settings.ciphers(List.of(suite)));
        var newest = Fixture.client(TlsVersion.TLSv1_3);

        var runs = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                runs.add(threads.submit(() -> {
                    for (int j = 0; j < HANDSHAKES; j++) {
                        if (j % 10 == 9) {
                            assertThat(failure(newest, without))
                                    .isEqualTo("no common protocol version " + "(OpenSSL: unsupported_protocol)");
                        } else {
                            assertThat(failure((j % 2 == 0) ? older : current, server))
                                    .isEmpty();
                        }
                        Thread.yield();
                    }
                    return null;
                }));
            }
        }
        for (var run : runs) {
            run.get();
        }
    }

    /** Does a handshake, exchanges data, and returns the message of the failure. */
    private static String failure(ClientContext client, ServerContext server) {
        var connected = client.createEngine("localhost", 443);
        var accepted = server.createEngine();
        try {
            Handshakes.complete(connected, accepted);
            assertThat(Handshakes.send(connected, new byte[] {1, 2, 3}, accepted))
                    .containsExactly(1, 2, 3);
            connected.closeOutbound();
            accepted.closeOutbound();
            return "";
        } catch (SSLException failure) {
            return String.valueOf(failure.getMessage());
        }
    }
}
