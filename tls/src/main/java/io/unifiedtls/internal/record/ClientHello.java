package io.unifiedtls.internal.record;

import static io.unifiedtls.internal.record.TlsVectors.bytes;
import static io.unifiedtls.internal.record.TlsVectors.skip;
import static io.unifiedtls.internal.record.TlsVectors.slice;
import static io.unifiedtls.internal.record.TlsVectors.u16;
import static io.unifiedtls.internal.record.TlsVectors.u8;
import static io.unifiedtls.internal.record.TlsVectors.vector16;
import static io.unifiedtls.internal.record.TlsVectors.vector8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What a client offers (RFC 8446, section 4.1.2), as far as it matters for choosing a certificate chain. It looks into
 * the buffer that it was read from, but for the session ID and the server name.
 *
 * @param body the whole message, without its header
 * @param sessionId the ID of a session to resume, or anything (RFC 8446, appendix D.4); read-only
 * @param serverName the host name of the server_name extension
 * @param versions the protocol versions, such as {@code 0x0304}
 * @param cipherSuites the cipher suites
 * @param signatureSchemes the signature algorithms of the handshake; empty if the client does not list any
 * @param certificateSchemes the signature algorithms of certificates; empty if the client does not list any
 */
public record ClientHello(
        ByteBuffer body,
        ByteBuffer sessionId,
        Optional<String> serverName,
        Set<Integer> versions,
        Set<Integer> cipherSuites,
        Set<Integer> signatureSchemes,
        Set<Integer> certificateSchemes) {

    private static final int SERVER_NAME = 0;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int SIGNATURE_ALGORITHMS_CERT = 50;

    /** Returns the ClientHello in the body of a handshake message, unless it is malformed. */
    static Optional<ClientHello> parse(ByteBuffer body) {
        try {
            return Optional.of(read(body));
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns a copy that does not look into the buffer, so that it can be kept. */
    public ClientHello copy() {
        return new ClientHello(
                ByteBuffer.wrap(bytes(this.body.duplicate())),
                this.sessionId,
                this.serverName,
                Set.copyOf(this.versions),
                Set.copyOf(this.cipherSuites),
                Set.copyOf(this.signatureSchemes),
                Set.copyOf(this.certificateSchemes));
    }

    private static ClientHello read(ByteBuffer body) {
        var message = body.slice();
        var legacyVersion = u16(body);
        skip(body, 32); // random
        var sessionId = copy(vector8(body));
        var cipherSuites = codes(vector16(body));
        skip(body, u8(body)); // legacy_compression_methods
        var extensions = new Extensions();
        if (body.hasRemaining()) {
            extensions.readAll(vector16(body));
        }
        var versions = extensions.versions.isEmpty() ? Set.of(legacyVersion) : extensions.versions;
        return new ClientHello(
                message,
                sessionId,
                extensions.serverName,
                versions,
                cipherSuites,
                extensions.signatureSchemes,
                extensions.certificateSchemes);
    }

    /** The extensions that matter here. */
    private static final class Extensions {

        private Optional<String> serverName = Optional.empty();

        private Set<Integer> versions = Set.of();

        private Set<Integer> signatureSchemes = Set.of();

        private Set<Integer> certificateSchemes = Set.of();

        private void readAll(ByteBuffer extensions) {
            while (extensions.hasRemaining()) {
                var type = u16(extensions);
                var length = u16(extensions);
                switch (type) {
                    case SERVER_NAME, SUPPORTED_VERSIONS, SIGNATURE_ALGORITHMS, SIGNATURE_ALGORITHMS_CERT ->
                        read(type, slice(extensions, length));
                    default -> skip(extensions, length);
                }
            }
        }

        private void read(int type, ByteBuffer content) {
            switch (type) {
                case SERVER_NAME -> this.serverName = hostName(vector16(content));
                case SUPPORTED_VERSIONS -> this.versions = codes(vector8(content));
                case SIGNATURE_ALGORITHMS -> this.signatureSchemes = codes(vector16(content));
                default -> this.certificateSchemes = codes(vector16(content));
            }
        }

        private static Optional<String> hostName(ByteBuffer names) {
            while (names.hasRemaining()) {
                var type = u8(names);
                var name = vector16(names);
                if (type == 0) { // host_name, the only type (RFC 6066 3)
                    return Optional.of(new String(bytes(name), StandardCharsets.US_ASCII));
                }
            }
            return Optional.empty();
        }
    }

    private static Set<Integer> codes(ByteBuffer list) {
        if (list.remaining() % 2 != 0) {
            throw new BufferUnderflowException();
        }
        return new U16Set(list);
    }

    /** Copied, so that a session ID that is kept does not keep the whole message. */
    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip().asReadOnlyBuffer();
    }
}
