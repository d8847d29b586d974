package io.unifiedtls.test.differential;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/** Two engines that are joined in memory, and how each fares. */
final class Connection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** How the JDK's library and Conscrypt word a fatal alert of the peer. */
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)|(?:SSLV3|TLSV1)_ALERT_(\\w+)");

    private static final int CAPACITY = 1 << 19;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(CAPACITY);
    private final ByteBuffer toClient = ByteBuffer.allocate(CAPACITY);
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
    private @Nullable Exception clientError;
    private @Nullable Exception serverError;

    private Connection(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Runs a handshake to its end, whatever that is. */
    static Connection of(SSLEngine client, SSLEngine server) {
        var connection = new Connection(client, server);
        try {
            client.beginHandshake();
            server.beginHandshake();
        } catch (SSLException exception) {
            connection.clientError = exception;
        }
        connection.exchange();
        return connection;
    }

    /** Moves bytes until nothing moves. */
    void exchange() {
        for (int idle = 0; idle < 3; ) {
            var moved = false;
            try {
                moved |= step(this.client, this.toClient, this.toServer);
            } catch (SSLException | RuntimeException exception) {
                moved |= this.clientError == null;
                this.clientError = (this.clientError == null) ? exception : this.clientError;
            }
            var untold = this.toClient.position();
            try {
                moved |= step(this.server, this.toServer, this.toClient);
            } catch (SSLException | RuntimeException exception) {
                moved |= this.serverError == null;
                this.serverError = (this.serverError == null) ? exception : this.serverError;
            }
            this.fromServer.write(this.toClient.array(), untold, this.toClient.position() - untold);
            idle = moved ? 0 : idle + 1;
        }
    }

    /** Sends data to the client, and with it what a server keeps until then, such as session tickets of TLS 1.3. */
    void sendFromServer() throws SSLException {
        this.server.wrap(ByteBuffer.wrap(new byte[1]), this.toClient);
        exchange();
    }

    /** Sends the server a record that it cannot decrypt; the client does not get its alert. */
    void sendGarbageToServer() {
        var record = new byte[5 + 64];
        record[0] = 23; // application data
        record[1] = 3;
        record[2] = 3;
        record[4] = 64;
        this.toServer.put(record);
        for (int i = 0; i < 3; i++) {
            try {
                step(this.server, this.toServer, this.toClient);
            } catch (SSLException | RuntimeException exception) {
                this.serverError = exception;
            }
        }
    }

    /** Returns all that the server has sent. */
    Flight sentByServer() {
        return new Flight(this.fromServer.toByteArray(), this.serverError != null);
    }

    private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        var progress = false;
        for (var result = wrap(engine, out); moved(result); result = wrap(engine, out)) {
            progress = true;
        }
        in.flip();
        try {
            // a library that took the last message may have to be asked once more whether that was it
            if (in.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                progress |= moved(unwrap(engine, in));
            }
        } finally {
            in.compact();
        }
        return progress;
    }

    private static boolean moved(SSLEngineResult result) {
        return result.bytesProduced() > 0
                || result.bytesConsumed() > 0
                || result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }

    private static SSLEngineResult wrap(SSLEngine engine, ByteBuffer out) throws SSLException {
        var result = engine.wrap(NOTHING, out);
        runTasks(engine);
        return result;
    }

    private static SSLEngineResult unwrap(SSLEngine engine, ByteBuffer in) throws SSLException {
        var result = engine.unwrap(in, ByteBuffer.allocate(1 << 15));
        runTasks(engine);
        return result;
    }

    private static void runTasks(SSLEngine engine) {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    SSLEngine client() {
        return this.client;
    }

    SSLEngine server() {
        return this.server;
    }

    Optional<Exception> clientError() {
        return Optional.ofNullable(this.clientError);
    }

    Optional<Exception> serverError() {
        return Optional.ofNullable(this.serverError);
    }

    boolean succeeded() {
        return this.clientError == null
                && this.serverError == null
                && this.client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && this.server.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Returns whether the handshake succeeded, whatever went wrong: {@code yes} or {@code no}. */
    String works() {
        return succeeded() ? "yes" : "no";
    }

    /** Returns how a handshake of a server went, as its client sees it: {@code yes}, or the alert. */
    String asSeenByClient() {
        return ending(clientError(), serverError());
    }

    /** Returns how a handshake of a client went, as its server sees it: {@code yes}, or the alert. */
    String asSeenByServer() {
        return ending(serverError(), clientError());
    }

    private String ending(Optional<Exception> ofPeer, Optional<Exception> ofSubject) {
        if (succeeded()) {
            return "yes";
        }
        var alert = ofPeer.flatMap(Connection::alert);
        if (alert.isPresent()) {
            return "alert `" + alert.get() + "`";
        }
        if (ofPeer.isPresent()) {
            return "the peer refuses it";
        }
        return ofSubject.isPresent() ? "ends without an alert" : "does not end";
    }

    /** Returns the fatal alert of the peer that an error is about. */
    static Optional<String> alert(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            var matcher = ALERT.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Optional.of(
                        (matcher.group(1) != null)
                                ? matcher.group(1)
                                : matcher.group(2).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }
}
