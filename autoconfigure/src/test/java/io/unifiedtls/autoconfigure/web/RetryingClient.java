package io.unifiedtls.autoconfigure.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Vector;

import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A client of TLS 1.3 that has a key for every server, and shows it to none before it is asked. The client is the one
 * of BouncyCastle, since that of the JDK cannot be told so. It trusts any server. Not thread-safe.
 */
final class RetryingClient {

    /** What a client offers a key of in its first message. */
    enum Offer {
        /** Nothing: it waits to be asked (RFC 8446, section 4.2.8). */
        NOTHING,
        /** A group that no server has. */
        UNUSUAL,
        /** A group that every server has. */
        USUAL
    }

    private final TlsClientProtocol protocol = new TlsClientProtocol();

    RetryingClient(Offer offer) throws IOException {
        this.protocol.connect(new Peer(offer));
    }

    /** Returns the records that the client has to send next; none if it waits for the server. */
    List<byte[]> flight() {
        var records = new byte[this.protocol.getAvailableOutputBytes()];
        this.protocol.readOutput(records, 0, records.length);
        return Wire.records(records);
    }

    void read(byte[] records) throws IOException {
        this.protocol.offerInput(records);
    }

    boolean isConnected() {
        return this.protocol.isConnected();
    }

    void request(byte[] request) throws IOException {
        this.protocol.writeApplicationData(request, 0, request.length);
    }

    /** Returns what the server has said since the last call, decrypted. */
    String data() {
        var data = new byte[this.protocol.getAvailableInputBytes()];
        this.protocol.readInput(data, 0, data.length);
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Does what is left of the handshake and sends a request, and returns all of the answer. */
    String get(Wire wire) throws IOException {
        var answer = new ByteArrayOutputStream();
        var asked = false;
        for (var more = wire.receive(); more.length > 0; more = wire.receive()) {
            read(more);
            if (!asked && isConnected()) {
                asked = true;
                request(TamperingClient.REQUEST);
            }
            wire.send(flight());
            answer.writeBytes(data().getBytes(StandardCharsets.UTF_8));
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // BouncyCastle's own types
    private static final class Peer extends DefaultTlsClient {

        private final Offer offer;

        Peer(Offer offer) {
            super(new BcTlsCrypto());
            this.offer = offer;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.only();
        }

        @Override
        protected Vector getSupportedGroups(Vector roles) {
            return new Vector<>(List.of(NamedGroup.curveSM2, NamedGroup.secp256r1));
        }

        @Override
        public Vector getEarlyKeyShareGroups() {
            return switch (this.offer) {
                case NOTHING -> new Vector<>();
                case UNUSUAL -> new Vector<>(List.of(NamedGroup.curveSM2));
                case USUAL -> new Vector<>(List.of(NamedGroup.secp256r1));
            };
        }

        @Override
        protected Vector getSNIServerNames() {
            return new Vector<>(
                    List.of(new ServerName(NameType.host_name, "www.example.com".getBytes(StandardCharsets.US_ASCII))));
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new ServerOnlyTlsAuthentication() {

                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {
                    // any will do
                }
            };
        }
    }
}
