package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import io.unifiedtls.TlsAlertException;
import io.unifiedtls.internal.sni.ClientHello;

/** The engine of a server, whose ClientHello is read before the library below reads it. */
public final class ServerEngine extends ObservedEngine {

    private final ServerHandshake handshake;

    /**
     * Creates an engine over one of a library, in server mode.
     *
     * @param refused has a record with a fault, such that the library refuses it with the right alert
     */
    public ServerEngine(
            SSLEngine delegate, ServerHandshake handshake, Function<RecordHeader.Fault, ByteBuffer> refused) {
        super(delegate, handshake.handshake(), refused);
        this.handshake = handshake;
    }

    /** Sets what is notified of the ClientHello once it is complete; it must not keep it. */
    public void onClientHello(Consumer<ClientHello> listener) {
        this.handshake.onClientHello(listener);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.handshake.isRead()) {
            return super.unwrap(source, destinations, offset, length);
        }
        try {
            this.handshake.read(source);
        } catch (TlsAlertException rejection) {
            end(rejection.description());
            throw rejection;
        }
        var result = super.unwrap(source, destinations, offset, length);
        this.handshake.consumed(result.bytesConsumed());
        return result;
    }
}
