package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
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

    /** Creates an engine over one of a library, in server mode, that serves these chains. */
    public ServerEngine(SSLEngine delegate, String implementation, Observer observer, ServerChains chains) {
        super(delegate, new Handshake(Side.SERVER, implementation, observer));
        this.chains = chains;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.reader == null) {
            return super.unwrap(source, destinations, offset, length);
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
        handshake().offered(hello);
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
        handshake().failed(HandshakeFailure.UNRECOGNIZED_NAME, message);
        end(AlertDescription.UNRECOGNIZED_NAME);
        throw new TlsAlertException(AlertDescription.UNRECOGNIZED_NAME, TlsAlertException.Sender.LOCAL, message, null);
    }
}
