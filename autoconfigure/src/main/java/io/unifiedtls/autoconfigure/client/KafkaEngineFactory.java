package io.unifiedtls.autoconfigure.client;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;

import io.unifiedtls.TlsException;
import io.unifiedtls.internal.engine.DelegatingEngine;

/**
 * Creates the engines of a bundle for Kafka's clients, which take only an {@code SSLHandshakeException} for a failed
 * handshake. After any other error they report that the broker has disconnected, and connect again until they time out.
 * Kafka creates it by name, and configures it before use.
 */
public final class KafkaEngineFactory extends SslBundleSslEngineFactory {

    /** For Kafka. */
    public KafkaEngineFactory() {}

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        return new KafkaEngine(super.createClientSslEngine(peerHost, peerPort, endpointIdentification));
    }

    /** An engine whose errors Kafka understands. */
    private static final class KafkaEngine extends DelegatingEngine {

        private final SSLEngine engine;

        KafkaEngine(SSLEngine engine) {
            super(engine);
            this.engine = engine;
        }

        @Override
        protected SSLEngine delegate() {
            return this.engine;
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
                throws SSLException {
            try {
                return super.wrap(sources, offset, length, destination);
            } catch (TlsException failure) {
                throw understood(failure);
            }
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
                throws SSLException {
            try {
                return super.unwrap(source, destinations, offset, length);
            } catch (TlsException failure) {
                throw understood(failure);
            }
        }

        private static SSLException understood(TlsException failure) {
            var understood = new SSLHandshakeException(failure.getMessage());
            understood.initCause(failure);
            return understood;
        }
    }
}
