package io.unifiedtls.test.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.test.junit.TlsTestExtension;

@Timeout(60)
class SocketPairTests {

    @RegisterExtension
    static final TlsTestExtension tls = new TlsTestExtension();

    @Test
    void connectsBothEnds() throws Exception {
        try (var pair = SocketPair.of(tls.clientContext(), tls.serverContext("localhost"))) {
            pair.client().outputStream().write("hello".getBytes(UTF_8));
            assertThat(pair.server().inputStream().readNBytes(5)).asString().isEqualTo("hello");
            pair.server().outputStream().write("world".getBytes(UTF_8));
            assertThat(pair.client().inputStream().readNBytes(5)).asString().isEqualTo("world");
        }
    }

    @Test
    void closesBothEnds() throws Exception {
        var pair = SocketPair.of(tls.clientContext(), tls.serverContext("localhost"));

        pair.close();
        pair.close();

        assertThat(pair.client().isOpen()).isFalse();
        assertThat(pair.server().isOpen()).isFalse();
    }

    @Test
    void throwsTheErrorsOfBothEnds() {
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> SocketPair.of(tls.clientContext(), tls.serverContext("www.example.com")))
                .satisfies(
                        refusal -> assertThat(refusal.getSuppressed()).hasOnlyElementsOfType(TlsAlertException.class));
    }
}
