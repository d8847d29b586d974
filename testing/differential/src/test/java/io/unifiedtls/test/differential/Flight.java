package io.unifiedtls.test.differential;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.record.ClientHello;
import io.unifiedtls.internal.record.ClientHelloReader;

/**
 * What one side has sent, as far as it is not encrypted.
 *
 * @param records whole records
 * @param failed whether it ended with an error
 */
record Flight(byte[] records, boolean failed) {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int RECORD_HEADER = 5;

    private static final int MESSAGE_HEADER = 4;

    /** Everything before the session ID: message header, version and random. */
    private static final int HELLO_HEADER = MESSAGE_HEADER + 2 + 32;

    private static final int SERVER_HELLO = 2;
    private static final int NEW_SESSION_TICKET = 4;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int CERTIFICATE_REQUEST = 13;

    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int KEY_SHARE = 51;

    /** Returns the ClientHello of a client. */
    static ClientHello hello(SSLEngine client) throws SSLException {
        return new ClientHelloReader().read(ByteBuffer.wrap(bytes(client))).orElseThrow();
    }

    /** Returns the ClientHello of the JDK's library, but with one signature scheme only. */
    static byte[] helloWithSchemes(TlsVersion version, int scheme) throws SSLException {
        var hello = bytes(Peer.jdk().client(version));
        var schemes = extension(ByteBuffer.wrap(hello).position(RECORD_HEADER + MESSAGE_HEADER), SIGNATURE_ALGORITHMS)
                .orElseThrow();
        for (schemes.getShort(); schemes.hasRemaining(); ) {
            schemes.putShort((short) scheme);
        }
        return hello;
    }

    /** Returns what a server answers to a ClientHello. */
    static Flight of(SSLEngine server, byte[] hello) throws SSLException {
        var answer = ByteBuffer.allocate(1 << 17);
        var failed = false;
        server.beginHandshake();
        for (int i = 0; i < 4; i++) {
            try {
                if (i == 0) {
                    server.unwrap(ByteBuffer.wrap(hello), ByteBuffer.allocate(1 << 15));
                }
                for (var task = server.getDelegatedTask(); task != null; task = server.getDelegatedTask()) {
                    task.run();
                }
                server.wrap(NOTHING, answer);
            } catch (SSLException refused) {
                failed = true; // the alert follows
            }
        }
        return new Flight(Arrays.copyOf(answer.array(), answer.position()), failed);
    }

    /** Returns the alert, if that was all. */
    Optional<String> alert() {
        return this.records.length == 7 && this.records[0] == 21
                ? AlertDescription.of(this.records[6] & 0xFF).map(AlertDescription::protocolName)
                : Optional.empty();
    }

    /** Returns the scheme in the ServerKeyExchange of TLS 1.2. */
    Optional<Integer> signatureScheme() {
        return message(SERVER_KEY_EXCHANGE).map(body -> {
            body.position(body.position() + 3); // the curve
            body.position(body.position() + 1 + body.get(body.position())); // the point
            return body.getShort() & 0xFFFF;
        });
    }

    /** Returns the schemes in the CertificateRequest of TLS 1.2. */
    List<Integer> requestedSchemes() {
        return message(CERTIFICATE_REQUEST)
                .map(body -> {
                    body.position(body.position() + 1 + body.get(body.position()));
                    var length = body.getShort() & 0xFFFF;
                    var schemes = new ArrayList<Integer>();
                    for (int i = 0; i < length; i += 2) {
                        schemes.add(body.getShort() & 0xFFFF);
                    }
                    return schemes;
                })
                .orElseGet(ArrayList::new);
    }

    /** Returns whether there was a session ticket of TLS 1.2. */
    boolean hasTicket() {
        return message(NEW_SESSION_TICKET).isPresent();
    }

    /** Returns the group in the ServerHello, or HelloRetryRequest, of TLS 1.3; -1 if there is none. */
    int group() {
        return message(SERVER_HELLO)
                .flatMap(body -> extension(body, KEY_SHARE))
                .map(share -> share.getShort() & 0xFFFF)
                .orElse(-1);
    }

    /** Returns the cipher suite in the ServerHello; -1 if there is none. */
    int cipherSuite() {
        return message(SERVER_HELLO)
                .map(body -> {
                    body.position(HELLO_HEADER - MESSAGE_HEADER);
                    body.position(body.position() + 1 + body.get(body.position())); // session ID
                    return body.getShort() & 0xFFFF;
                })
                .orElse(-1);
    }

    static byte[] bytes(SSLEngine client) throws SSLException {
        var hello = ByteBuffer.allocate(1 << 15);
        client.wrap(NOTHING, hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** Returns the body of the first message of a type, before anything is encrypted. */
    private Optional<ByteBuffer> message(int type) {
        var messages = ByteBuffer.allocate(this.records.length);
        for (var rest = ByteBuffer.wrap(this.records);
                rest.remaining() > RECORD_HEADER && rest.get(rest.position()) == 22; ) {
            var length = rest.getShort(rest.position() + 3) & 0xFFFF;
            messages.put(rest.slice(rest.position() + RECORD_HEADER, length));
            rest.position(rest.position() + RECORD_HEADER + length);
        }
        messages.flip();
        while (messages.remaining() >= 4) {
            var header = messages.getInt();
            var length = Math.min(header & 0xFFFFFF, messages.remaining());
            if (header >>> 24 == type) {
                return Optional.of(messages.slice(messages.position(), length));
            }
            messages.position(messages.position() + length);
        }
        return Optional.empty();
    }

    /** Returns the content of an extension in the body of a ClientHello or ServerHello. */
    private static Optional<ByteBuffer> extension(ByteBuffer message, int type) {
        message.position(message.position() + HELLO_HEADER - MESSAGE_HEADER);
        message.position(message.position() + 1 + message.get(message.position())); // session ID
        if (type == SIGNATURE_ALGORITHMS) { // of a client
            message.position(message.position() + 2 + message.getShort(message.position())); // cipher suites
            message.position(message.position() + 1 + message.get(message.position())); // compression
        } else {
            message.position(message.position() + 3);
        }
        for (message.getShort(); message.hasRemaining(); ) {
            var found = message.getShort();
            var length = message.getShort() & 0xFFFF;
            if (found == type) {
                return Optional.of(message.slice(message.position(), length));
            }
            message.position(message.position() + length);
        }
        return Optional.empty();
    }
}
