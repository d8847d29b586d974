package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** What reads the errors of libraries, which may quote the peer. */
@Timeout(20)
class ErrorFuzzTests {

    static Stream<byte[]> errors() {
        return Stream.of(
                        "Received fatal alert: unknown_ca",
                        "org.bouncycastle.tls.TlsFatalAlertReceived: bad_certificate(42)",
                        "error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE",
                        "no cipher suites in common")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    @MethodSource("errors")
    @FuzzTest
    void readsErrors(byte[] text) {
        var error = new SSLException(new String(text, StandardCharsets.UTF_8));

        assertThat(EngineErrors.of(error)).hasCause(error);
        assertThat(EngineErrors.of(new SSLException(error))).isNotNull();
        assertThat(HandshakeFailures.of(error)).isNotNull();
    }
}
