package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.fixtures.RecordedHandshakes.Told;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

class SafeHandshakeListenerTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private final Logger logger = Logger.getLogger("io.unifiedtls.handshake");

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord one) {
            SafeHandshakeListenerTests.this.logged.add(one);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        this.logger.addHandler(this.handler);
        this.logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        this.logger.removeHandler(this.handler);
        this.logger.setUseParentHandlers(true);
    }

    @Test
    void aListenerThatThrowsChangesNoHandshake() throws Exception {
        var before = new RecordedHandshakes();
        var after = new RecordedHandshakes();
        var server = server().observed("web", before)
                .observed("web", new Throwing())
                .observed("web", after)
                .createEngine();
        var client = client(AUTHORITY).observed("api", new Throwing()).createEngine("localhost", 1);

        Handshakes.complete(client, server);

        assertThat(server.getSession().isValid()).isTrue();
        for (var other : List.of(before, after)) {
            assertThat(other.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
        }
    }

    @Test
    void aListenerThatThrowsDoesNotHideWhyAHandshakeFails() throws Exception {
        var after = new RecordedHandshakes();
        var server = server().observed("web", new Throwing()).observed("web", after);
        var stranger = client(TestAuthority.create("Other")).observed("api", new Throwing());

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(stranger.createEngine("localhost", 1), server.createEngine()))
                .satisfies(error -> assertThat(error.getSuppressed()).doesNotHaveAnyElementsOfTypes(Throwing.Bug.class))
                .withNoCause();

        assertThat(after.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.FAILED);
    }

    @Test
    void theFirstExceptionOfEachListenerIsLogged() throws Exception {
        var server = server().observed("web", new Throwing());
        var client = client(AUTHORITY);

        Handshakes.complete(client.createEngine("localhost", 1), server.createEngine());
        Handshakes.complete(client.createEngine("localhost", 1), server.createEngine());

        assertThat(this.logged).singleElement().satisfies(one -> {
            assertThat(one.getLevel()).isEqualTo(Level.WARNING);
            assertThat(one.getMessage())
                    .isEqualTo(
                            "the handshake listener %s failed; the handshake continues, and further exceptions of this listener are not logged",
                            Throwing.class.getName());
            assertThat(one.getThrown()).isInstanceOf(Throwing.Bug.class);
        });
    }

    private static ServerContext server() throws ConfigurationException {
        return new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestMaterial.chain(AUTHORITY.server("localhost"))))
                        .build());
    }

    private static ClientContext client(TestAuthority trusted) throws ConfigurationException {
        return new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TestMaterial.trust(trusted))
                        .build());
    }

    private static final class Throwing implements HandshakeListener {

        private static final class Bug extends RuntimeException {}

        @Override
        public void begun(HandshakeEvent event) {
            throw new Bug();
        }

        @Override
        public void succeeded(HandshakeEvent event) {
            throw new Bug();
        }

        @Override
        public void failed(HandshakeEvent event) {
            throw new Bug();
        }

        @Override
        public void aborted(HandshakeEvent event) {
            throw new Bug();
        }
    }
}
