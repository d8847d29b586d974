package io.unifiedtls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.record.ClientHelloFields;

/**
 * What a client offers in its ClientHello (RFC 8446, section 4.1.2), in the order sent, without reserved values
 * (GREASE, RFC 8701). Parsed when it is first asked; a malformed ClientHello offers nothing. Immutable and thread-safe.
 *
 * <p>This is untrusted input: never use it as a meter tag.
 */
public final class ClientOffer {

    private final byte[] body;

    private volatile @Nullable ClientHelloFields fields;

    private ClientOffer(byte[] body) {
        this.body = body;
    }

    /**
     * Returns the offer in a ClientHello.
     *
     * @param body the message without its header of four bytes; copied
     */
    public static ClientOffer of(ByteBuffer body) {
        var copy = new byte[body.remaining()];
        body.get(body.position(), copy);
        return new ClientOffer(copy);
    }

    /** Returns the protocol versions, such as {@code TLSv1.3}; an unknown one as its code, such as {@code 0x7f1c}. */
    public List<String> versions() {
        return fields().versionNames();
    }

    /** Returns the cipher suites. */
    public List<CipherSuite> ciphers() {
        return fields().cipherSuites().stream().map(CipherSuite::of).toList();
    }

    /** Returns the IANA names of the groups, such as {@code x25519}; an unknown one as its code. */
    public List<String> groups() {
        return fields().groupNames();
    }

    /** Returns the IANA names of the signature algorithms, such as {@code rsa_pss_rsae_sha256}. */
    public List<String> signatureAlgorithms() {
        return fields().signatureAlgorithmNames();
    }

    /** Returns the ALPN protocols (RFC 7301). */
    public List<NextProtocol> protocols() {
        return fields().protocols().stream()
                .filter(protocol -> protocol.length > 0)
                .map(NextProtocol::of)
                .toList();
    }

    /**
     * Returns the JA4 fingerprint of the client's TLS library and its settings, such as
     * {@code t13d1516h2_8daaf6152771_e5627efa2ab1}; empty if the ClientHello is malformed.
     */
    public Optional<String> ja4() {
        return fields().ja4();
    }

    private ClientHelloFields fields() {
        var current = this.fields;
        if (current == null) {
            current = ClientHelloFields.parse(ByteBuffer.wrap(this.body)).orElse(ClientHelloFields.NONE);
            this.fields = current;
        }
        return current;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientOffer offer && Arrays.equals(this.body, offer.body);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(this.body);
    }

    @Override
    public String toString() {
        return "ClientOffer[%d bytes]".formatted(this.body.length);
    }
}
