package io.unifiedtls.autoconfigure.jfr;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientOffer;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.text.PrintableText;

/** A TLS handshake that has succeeded, failed or been aborted. The fields are described by OpenTelemetry's names. */
@Name("io.unifiedtls.Handshake")
@Label("TLS Handshake")
@Category("TLS")
@Description("A TLS handshake that has succeeded, failed or been aborted")
@StackTrace(false)
final class HandshakeFlightEvent extends Event {

    @Label("Side")
    @Description("server or client")
    String side = "";

    @Label("Context")
    @Description("Name of the entry in tls.servers or tls.clients")
    String context = "";

    @Label("Implementation")
    String implementation = "";

    @Label("Outcome")
    @Description("success, failure or aborted")
    String outcome = "";

    @Label("Handshake Duration")
    @Timespan(Timespan.NANOSECONDS)
    long handshakeDuration;

    @Label("Protocol Version")
    @Description("tls.protocol.version")
    @Nullable
    String protocolVersion;

    @Label("Cipher Suite")
    @Description("tls.cipher")
    @Nullable
    String cipher;

    @Label("Group")
    @Description("tls.curve")
    @Nullable
    String group;

    @Label("ALPN Protocol")
    @Description("tls.next_protocol")
    @Nullable
    String nextProtocol;

    @Label("Resumed")
    @Description("tls.resumed")
    boolean resumed;

    @Label("Requested Server Name")
    @Description("tls.client.server_name")
    @Nullable
    String serverName;

    @Label("JA4 Fingerprint")
    @Description("tls.client.ja4, of failed handshakes")
    @Nullable
    String ja4;

    @Label("Remote Address")
    @Description("network.peer.address")
    @Nullable
    String remoteAddress;

    @Label("Stage")
    @Description("How far the handshake got")
    String stage = "";

    @Label("Failure Reason")
    @Description("error.type")
    @Nullable
    String reason;

    @Label("Failure Message")
    @Nullable
    String message;

    /** Sets the fields, which is only worth it if the event is recorded. */
    void describe(HandshakeEvent event, String result) {
        this.side = event.side().tag();
        this.context = event.contextName();
        this.implementation = event.implementation();
        this.outcome = result;
        this.handshakeDuration = event.duration().toNanos();
        this.protocolVersion = event.version().map(TlsVersion::protocol).orElse(null);
        this.cipher = event.cipher().map(CipherSuite::name).orElse(null);
        this.group = event.group().orElse(null);
        this.nextProtocol = event.protocol().map(NextProtocol::toString).orElse(null);
        this.resumed = event.resumed().orElse(false);
        this.serverName = event.requestedServerName().map(PrintableText::of).orElse(null);
        this.remoteAddress =
                event.remoteAddress().map(HandshakeFlightEvent::host).orElse(null);
        this.stage = event.stage().name();
        this.reason = event.failure().map(HandshakeFailure::tag).orElse(null);
        this.message = event.failureMessage().map(PrintableText::of).orElse(null);
        if (event.failure().isPresent()) {
            this.ja4 = event.clientOffer().flatMap(ClientOffer::ja4).orElse(null);
        }
    }

    private static String host(SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet)) {
            return address.toString();
        }
        return (internet.getAddress() == null)
                ? internet.getHostString()
                : internet.getAddress().getHostAddress();
    }
}
