package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.Side;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.record.AlertRecord;
import io.unifiedtls.internal.record.ClientHello;
import io.unifiedtls.internal.record.ClientHelloReader;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.internal.sni.SniIndex;

/**
 * The handshake of a server as its context sees it: reads the ClientHello before the library does, chooses the signing
 * chain that suits, and rejects the client if the configuration requires it.
 *
 * <p>For what drives an engine of a library itself; {@link TlsEngine} does it for everybody else. Not thread-safe.
 */
public final class ServerHandshake {

    private final Handshake handshake;

    private final CertificateSelector chains;

    private final Predicate<String> readable;

    private @Nullable ClientHelloReader reader = new ClientHelloReader();

    private @Nullable Consumer<ClientHello> listener;

    /** Set while the certificate chain is not known. */
    private volatile @Nullable LookUp lookUp;

    /**
     * A look-up of the certificate chain that takes time.
     *
     * @param hello what the client offers
     * @param match completed once the chain is loaded
     */
    private record LookUp(ClientHello hello, CompletableFuture<SniIndex.Match<Credential>> match) {}

    /**
     * Creates a handshake of a connection that has received nothing yet.
     *
     * @param readable whether the library can read a server name
     * @param verifiesAllKeys whether no client has a key that the library cannot verify and another one can
     */
    public ServerHandshake(
            String implementation,
            Observer observer,
            CertificateSelector chains,
            ResumedPeers resumedPeers,
            Predicate<String> readable,
            boolean verifiesAllKeys) {
        this.handshake =
                new Handshake(Side.SERVER, implementation, observer, resumedPeers, Optional.empty(), verifiesAllKeys);
        this.chains = chains;
        this.readable = readable;
    }

    Handshake handshake() {
        return this.handshake;
    }

    /** Sets what is notified of the ClientHello once it is complete; it must not keep it. */
    void onClientHello(Consumer<ClientHello> listener) {
        this.listener = listener;
    }

    /** Returns the reporter of this handshake. */
    public HandshakeReporter reports() {
        return new HandshakeReporter(this.handshake);
    }

    /** Marks this handshake as the one that the library works on in this thread, until {@link #leave()}. */
    public void enter() {
        this.handshake.enter();
    }

    /** Ends what {@link #enter()} began. */
    public void leave() {
        this.handshake.leave();
    }

    /** Returns whether the whole ClientHello was read, and the certificate chain is chosen. */
    public boolean isRead() {
        return this.reader == null && this.lookUp == null;
    }

    /**
     * Returns what completes when the certificate chain is loaded; empty if there is nothing to wait for. The library
     * must not read on before, and {@link #read} has to be called again with the same source.
     */
    public Optional<CompletableFuture<?>> lookUp() {
        var current = this.lookUp;
        return (current == null) ? Optional.empty() : Optional.of(current.match());
    }

    /**
     * Looks at what the library is about to read. Check {@link #lookUp()} afterwards.
     *
     * @throws TlsAlertException if the client is rejected; the alert has to be sent, and the library has no part in it
     */
    public void read(ByteBuffer source) throws TlsAlertException {
        var waiting = this.lookUp;
        if (waiting != null) {
            if (waiting.match().isDone()) {
                this.lookUp = null;
                choose(waiting.hello(), waiting.match());
            }
            return;
        }
        if (this.reader == null) {
            AlertRecord.read(source, source.position()).ifPresent(this.handshake::alerted);
            return;
        }
        if (source.hasRemaining()) {
            this.handshake.begun();
        }
        var hello = this.reader.read(source);
        if (hello.isPresent()) {
            this.reader = null;
            begin(hello.get());
        }
    }

    /** Notes how many bytes the library has consumed. */
    public void consumed(int bytes) {
        if (this.reader != null) {
            this.reader.consumed(bytes);
        }
    }

    /** Notes that the library has answered the ClientHello. */
    public void answered() {
        this.handshake.answered();
    }

    private void begin(ClientHello hello) throws TlsAlertException {
        this.handshake.offered(hello);
        if (this.listener != null) {
            this.listener.accept(hello);
        }
        var match = this.chains.find(hello.serverName());
        if (match.isDone()) {
            choose(hello, match);
        } else {
            this.lookUp = new LookUp(hello.copy(), match);
        }
    }

    private void choose(ClientHello hello, CompletableFuture<SniIndex.Match<Credential>> found)
            throws TlsAlertException {
        SniIndex.Match<Credential> match;
        try {
            match = found.join();
        } catch (CompletionException failure) {
            reject(
                    HandshakeFailure.OTHER,
                    AlertDescription.INTERNAL_ERROR,
                    "the certificate chain could not be loaded: " + message(failure));
            return;
        }
        this.handshake.matched(
                match, this.chains.choose(match, Optional.of(hello)).orElse(null));
        if (match.match() == ServerNameMatch.REJECTED) {
            reject(
                    HandshakeFailure.UNRECOGNIZED_NAME,
                    AlertDescription.UNRECOGNIZED_NAME,
                    hello.serverName().isPresent()
                            ? "the client requested an unknown server name"
                            : "the client did not send a server name");
        }
        // The library would refuse it as a malformed message.
        if (hello.serverName().filter(this.readable.negate()).isPresent()) {
            reject(
                    HandshakeFailure.UNRECOGNIZED_NAME,
                    AlertDescription.UNRECOGNIZED_NAME,
                    "the client requested a server name that is not a valid host name");
        }
        if (this.chains.leavesOnlySha1(match, hello)) {
            reject(
                    HandshakeFailure.NO_SHARED_CIPHER,
                    AlertDescription.HANDSHAKE_FAILURE,
                    hello.signatureSchemes().isEmpty()
                            ? "the client did not send its signature algorithms, which implies SHA-1 (RFC 9155)"
                            : "the client does not support a signature algorithm for the certificate, or only SHA-1 (RFC 9155)");
        }
    }

    private static String message(CompletionException failure) {
        var cause = failure.getCause();
        return String.valueOf((cause == null) ? failure.getMessage() : cause.getMessage());
    }

    private void reject(HandshakeFailure failure, AlertDescription alert, String message) throws TlsAlertException {
        this.handshake.failed(failure, message);
        throw new TlsAlertException(alert, TlsAlertException.Sender.LOCAL, message, null);
    }

    /**
     * Ends the handshake with success.
     *
     * @param group the IANA name of the group for the key exchange of TLS 1.3
     * @throws CertificateVerificationException if it resumes the session of a client whose certificate is not valid
     *     now, so that the connection has to be closed
     */
    public void succeeded(SSLEngine engine, boolean resumed, Optional<String> group)
            throws CertificateVerificationException {
        this.handshake.negotiated(resumed, group);
        try {
            this.handshake.succeeded(engine);
        } catch (CertificateVerificationException refusal) {
            this.handshake.refused(refusal);
            this.handshake.failed(refusal);
            throw refusal;
        }
    }
}
