package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.test.TestAuthority;

/** Server names that JSSE refuses in a ClientHello. */
class UnreadableNameTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final SigningChain CHAIN = TestMaterial.chain(AUTHORITY.server("localhost"));

    @ParameterizedTest
    @ValueSource(strings = {"foo_bar.example.test", "*.foo_bar.example.test", "_foo.example.test"})
    void areRefusedAtTheStart(String name) {
        for (var chain : List.of(CHAIN.withServerNames(List.of(name)), TestMaterial.chain(AUTHORITY.server(name)))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> server(chain))
                    .withMessage(
                            "TLS implementation jsse refuses every client that requests the server name %s; configure other server names, or another implementation"
                                    .formatted(name))
                    .satisfies(error -> assertThat(error.setting()).contains(chain));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"foo_bar.test", "-foobar.test", "foobar-.test", "foo..ba.test", "foobar.test.", "foo bar.test"})
    void areRejectedAsUnknownDuringTheHandshake(String name) throws Exception {
        var told = new RecordedHandshakes();
        var engine = server(CHAIN).observed("web", told).createEngine();

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> engine.unwrap(ByteBuffer.wrap(hello(name)), ByteBuffer.allocate(1 << 15)))
                .withMessage("the client requested a server name that is not a valid host name")
                .satisfies(alert -> assertThat(alert.description()).isEqualTo(AlertDescription.UNRECOGNIZED_NAME));

        assertThat(told.events()).singleElement().satisfies(event -> {
            assertThat(event.failure()).contains(HandshakeFailure.UNRECOGNIZED_NAME);
            assertThat(event.requestedServerName()).contains(name);
        });
    }

    @Test
    void areNotThoseThatTheLibraryReads() throws Exception {
        server(TestMaterial.chain(AUTHORITY.server("xn--mller-kva.example.test", "*.example.test", "payments")));
    }

    private static ServerContext server(SigningChain chain) throws ConfigurationException {
        return new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(chain))
                        .build());
    }

    /** Returns what the JDK sends for a name of the same length, with this name in its place. */
    private static byte[] hello(String name) {
        var stand = "a".repeat(name.length());
        var hello = ClientHellos.ofJdk(stand, "TLSv1.3");
        var start = new String(hello, StandardCharsets.ISO_8859_1).indexOf(stand);
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, hello, start, name.length());
        return hello;
    }
}
