package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.WantReadException;

/** Tests of one section of PEP 748; {@link CompatibilityKit} says of which implementation. */
abstract class Requirements {

    abstract TlsImplementation implementation();

    /** Returns what to connect. */
    Peers peers() {
        return new Peers(implementation());
    }

    boolean has(TlsFeature feature) {
        return implementation().capabilities().has(feature);
    }

    /** Says close_notify, and has not seen the peer's; an implementation that cannot see it does not wait. */
    void shutDown(TlsBuffer buffer) throws TlsException {
        if (has(TlsFeature.CLOSE_CONFIRMATION)) {
            assertThatExceptionOfType(WantReadException.class).isThrownBy(buffer::shutdown);
        } else {
            buffer.shutdown();
        }
    }

    /** Does a handshake, on another thread than the peer. */
    static TlsSocket handshake(TlsSocket socket) {
        try {
            socket.doHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
