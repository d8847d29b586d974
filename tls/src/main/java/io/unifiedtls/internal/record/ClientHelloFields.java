package io.unifiedtls.internal.record;

import static io.unifiedtls.internal.record.TlsVectors.bytes;
import static io.unifiedtls.internal.record.TlsVectors.skip;
import static io.unifiedtls.internal.record.TlsVectors.u16;
import static io.unifiedtls.internal.record.TlsVectors.vector16;
import static io.unifiedtls.internal.record.TlsVectors.vector8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The codes in a ClientHello in the order sent, for whoever explains it. Reserved values, which some clients add at
 * random so that servers keep ignoring them, are left out (GREASE, RFC 8701). Immutable.
 *
 * @param legacyVersion the version below TLS 1.3
 * @param versions the versions of the supported_versions extension; empty without it
 * @param cipherSuites the cipher suites
 * @param extensions the types of all extensions
 * @param groups the groups for the key exchange
 * @param signatureSchemes the signature algorithms
 * @param protocols the ALPN protocols
 */
public record ClientHelloFields(
        int legacyVersion,
        List<Integer> versions,
        List<Integer> cipherSuites,
        List<Integer> extensions,
        List<Integer> groups,
        List<Integer> signatureSchemes,
        List<byte[]> protocols) {

    /** What a malformed ClientHello offers. */
    public static final ClientHelloFields NONE =
            new ClientHelloFields(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    static final int SERVER_NAME = 0;

    static final int ALPN = 16;

    private static final int SUPPORTED_GROUPS = 10;

    private static final int SIGNATURE_ALGORITHMS = 13;

    private static final int SUPPORTED_VERSIONS = 43;

    /** Returns the fields of a ClientHello without its message header, unless it is malformed. */
    public static Optional<ClientHelloFields> parse(ByteBuffer body) {
        try {
            return Optional.of(read(body.duplicate()));
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the names of the versions that the client offers. */
    public List<String> versionNames() {
        if (this == NONE) {
            return List.of();
        }
        var offered = this.versions.isEmpty() ? List.of(this.legacyVersion) : this.versions;
        return offered.stream().map(RegisteredNames::version).toList();
    }

    /** Returns the names of the groups. */
    public List<String> groupNames() {
        return this.groups.stream().map(RegisteredNames::group).toList();
    }

    /** Returns the names of the signature algorithms. */
    public List<String> signatureAlgorithmNames() {
        return this.signatureSchemes.stream()
                .map(RegisteredNames::signatureAlgorithm)
                .toList();
    }

    /** Returns the fingerprint of the client; empty if the ClientHello was malformed. */
    public Optional<String> ja4() {
        return (this == NONE) ? Optional.empty() : Optional.of(Ja4.of(this));
    }

    private static ClientHelloFields read(ByteBuffer body) {
        var fields = new ClientHelloFields(
                u16(body),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        skip(body, 32); // random
        vector8(body); // session ID
        addCodes(vector16(body), fields.cipherSuites);
        vector8(body); // legacy_compression_methods
        var extensions = body.hasRemaining() ? vector16(body) : body;
        while (extensions.hasRemaining()) {
            fields.addExtension(u16(extensions), vector16(extensions));
        }
        return fields.immutable();
    }

    private void addExtension(int type, ByteBuffer content) {
        if (!isReserved(type)) {
            this.extensions.add(type);
        }
        switch (type) {
            case SUPPORTED_VERSIONS -> addCodes(vector8(content), this.versions);
            case SUPPORTED_GROUPS -> addCodes(vector16(content), this.groups);
            case SIGNATURE_ALGORITHMS -> addCodes(vector16(content), this.signatureSchemes);
            case ALPN -> addProtocols(vector16(content), this.protocols);
            default -> {}
        }
    }

    private static void addCodes(ByteBuffer list, List<Integer> codes) {
        while (list.hasRemaining()) {
            var code = u16(list);
            if (!isReserved(code)) {
                codes.add(code);
            }
        }
    }

    private static void addProtocols(ByteBuffer list, List<byte[]> protocols) {
        while (list.hasRemaining()) {
            var protocol = bytes(vector8(list));
            if (protocol.length != 2 || !isReserved((protocol[0] & 0xFF) << 8 | protocol[1] & 0xFF)) {
                protocols.add(protocol);
            }
        }
    }

    /** 0x0A0A, 0x1A1A, … 0xFAFA. */
    private static boolean isReserved(int code) {
        return (code & 0x0F0F) == 0x0A0A && (code >> 8) == (code & 0xFF);
    }

    private ClientHelloFields immutable() {
        return new ClientHelloFields(
                this.legacyVersion,
                List.copyOf(this.versions),
                List.copyOf(this.cipherSuites),
                List.copyOf(this.extensions),
                List.copyOf(this.groups),
                List.copyOf(this.signatureSchemes),
                List.copyOf(this.protocols));
    }
}
