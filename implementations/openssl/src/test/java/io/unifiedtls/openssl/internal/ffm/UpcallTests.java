package io.unifiedtls.openssl.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.openssl.Fixture;
import io.unifiedtls.test.Handshakes;

/** What the functions throw that OpenSSL calls fails the handshake, and nothing else. */
class UpcallTests {

    @Test
    void whatACallbackThrowsIsTheCauseOfTheFailure() throws Exception {
        var error = new StackOverflowError("by a selector");
        var server = Fixture.server().createEngine();
        server.setHandshakeApplicationProtocolSelector((engine, offered) -> {
            throw error;
        });
        var client = Fixture.client().createEngine("localhost", 443);
        var parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        client.setSSLParameters(parameters);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(client, server))
                .withMessage("by a selector")
                .withCause(error);

        Handshakes.complete(
                Fixture.client().createEngine("localhost", 443),
                Fixture.server().createEngine());
    }

    @Test
    void nothingIsThrownWhereThereIsNoConnection() {
        assertThat(Upcalls.verify(0, 0)).isZero();
        assertThat(Upcalls.certificate(0, 0)).isZero();
        assertThat(Upcalls.newSession(0, 0)).isZero();
        assertThat(Upcalls.protocol(0, 0, 0, 0, 0, 0)).isEqualTo(2);
        assertThat(Upcalls.serverName(0, 0, 0)).isEqualTo(2);
        assertThat(Upcalls.ocspResponse(0, 0)).isEqualTo(2);
        assertThat(Upcalls.ticketKey(0, 0, 0, 0, 0, 1)).isEqualTo(-1);
    }
}
