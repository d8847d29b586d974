package io.unifiedtls.jsse;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import io.unifiedtls.internal.engine.DelegatingEngine;

/**
 * An engine of a server on Conscrypt that sends session tickets.
 *
 * <p>In TLS 1.3 they go out with the first application data. Conscrypt does not include them when it computes how much
 * room a record needs, and is stuck for good once they and a whole record do not fit.
 */
final class TicketEngine extends DelegatingEngine {

    /** Leaves most of the room of the largest record to the tickets, which hold the certificates of the client. */
    private static final int FIRST_WRITE = 1 << 10;

    private final SSLEngine delegate;

    private boolean written;

    TicketEngine(SSLEngine delegate) {
        super(delegate);
        this.delegate = delegate;
    }

    @Override
    protected SSLEngine delegate() {
        return this.delegate;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        if (this.written) {
            return super.wrap(sources, offset, length, destination);
        }
        for (int i = offset; i < offset + length; i++) {
            if (sources[i].hasRemaining()) {
                return wrapFirst(sources[i], destination);
            }
        }
        return super.wrap(sources, offset, length, destination);
    }

    private SSLEngineResult wrapFirst(ByteBuffer source, ByteBuffer destination) throws SSLException {
        var limit = source.limit();
        source.limit(Math.min(limit, source.position() + FIRST_WRITE));
        try {
            var result = super.wrap(new ByteBuffer[] {source}, 0, 1, destination);
            this.written = result.bytesConsumed() > 0;
            return result;
        } finally {
            source.limit(limit);
        }
    }
}
