package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.Side;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.internal.sni.ClientHello;
import io.unifiedtls.internal.sni.ClientHelloReader;
import io.unifiedtls.internal.sni.ServerChains;

/**
 * The engine of a server: reads the ClientHello before the library below does, chooses the signing chain that suits,
 * and rejects the client where the configuration says so.
 */
public final class ServerEngine extends ObservedEngine {

    private final ServerChains chains;

    private @Nullable ClientHelloReader reader = new ClientHelloReader();

    /** The alert that is still to be sent to a rejected client. */
    private @Nullable AlertDescription pendingAlert;

    private boolean rejected;

    /** Creates an engine over one of a library, in server mode, that serves these chains. */
    public ServerEngine(SSLEngine delegate, String implementation, Observer observer, ServerChains chains) {
        super(delegate, new Handshake(Side.SERVER, implementation, observer));
        this.chains = chains;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.reader == null) {
            return this.rejected
                    ? new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), 0, 0)
                    : super.unwrap(source, destinations, offset, length);
        }
        if (source.hasRemaining()) {
            handshake().begun();
        }
        var hello = this.reader.read(source);
        if (hello.isPresent()) {
            this.reader = null;
            choose(hello.get());
        }
        var result = super.unwrap(source, destinations, offset, length);
        if (this.reader != null) {
            this.reader.consumed(result.bytesConsumed());
        }
        return result;
    }

    private void choose(ClientHello hello) throws TlsAlertException {
        handshake().requested(hello.serverName());
        var match = this.chains.match(hello.serverName());
        handshake().matched(match, this.chains.choose(match, Optional.of(hello)).orElse(null));
        if (match.match() == ServerNameMatch.REJECTED) {
            reject(
                    hello.serverName().isPresent()
                            ? "the client asks for an unknown server name"
                            : "the client asks for no server name");
        }
    }

    private void reject(String message) throws TlsAlertException {
        this.rejected = true;
        this.pendingAlert = AlertDescription.UNRECOGNIZED_NAME;
        handshake().failed(HandshakeFailure.UNRECOGNIZED_NAME, message);
        releaseUnused();
        throw new TlsAlertException(AlertDescription.UNRECOGNIZED_NAME, TlsAlertException.Sender.LOCAL, message, null);
    }

    /** The engine below has no part in this connection, and may hold native memory. */
    private void releaseUnused() {
        try {
            delegate().closeOutbound();
            delegate().closeInbound();
        } catch (SSLException tooEarly) {
            // It was told to begin, and then never saw the peer.
        }
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        if (!this.rejected) {
            return super.wrap(sources, offset, length, destination);
        }
        if (this.pendingAlert == null) {
            return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 0);
        }
        if (destination.remaining() < AlertRecord.LENGTH) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        AlertRecord.write(this.pendingAlert, destination);
        this.pendingAlert = null;
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, AlertRecord.LENGTH);
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (!this.rejected) {
            return super.getHandshakeStatus();
        }
        return (this.pendingAlert != null) ? HandshakeStatus.NEED_WRAP : HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public boolean isInboundDone() {
        return this.rejected || super.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return this.rejected ? this.pendingAlert == null : super.isOutboundDone();
    }

    @Override
    public void closeInbound() throws SSLException {
        if (!this.rejected) {
            super.closeInbound();
        }
    }
}
