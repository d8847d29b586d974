package io.unifiedtls.autoconfigure.observation;

import java.net.InetSocketAddress;
import java.util.ArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeStage;
import io.unifiedtls.TlsVersion;

/**
 * The name and the key values of a client's handshake. Those of low cardinality are called as the tags of the meter
 * {@code tls.handshakes}, the others as in OpenTelemetry.
 */
final class HandshakeConvention implements ObservationConvention<TlsHandshakeObservationContext> {

    static final String NAME = "tls.client.handshake";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getContextualName(TlsHandshakeObservationContext context) {
        return "tls handshake";
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof TlsHandshakeObservationContext;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(TlsHandshakeObservationContext context) {
        var event = context.event();
        return KeyValues.of(
                "context",
                event.contextName(),
                "implementation",
                event.implementation(),
                "outcome",
                outcome(event),
                "version",
                event.version().map(TlsVersion::protocol).orElse(KeyValue.NONE_VALUE),
                "resumed",
                event.resumed().map(String::valueOf).orElse("unknown"),
                "reason",
                event.failure().map(HandshakeFailure::tag).orElse(KeyValue.NONE_VALUE));
    }

    private static String outcome(HandshakeEvent event) {
        if (event.stage() == HandshakeStage.COMPLETE) {
            return "success";
        }
        return event.failure()
                .map(reason -> (reason == HandshakeFailure.CLOSED) ? "aborted" : "failure")
                .orElse("unknown");
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(TlsHandshakeObservationContext context) {
        var event = context.event();
        var values = new ArrayList<KeyValue>();
        if (event.remoteAddress().orElse(null) instanceof InetSocketAddress server) {
            values.add(KeyValue.of("server.address", server.getHostString()));
            values.add(KeyValue.of("server.port", String.valueOf(server.getPort())));
        }
        event.cipher().ifPresent(cipher -> values.add(KeyValue.of("tls.cipher", cipher.name())));
        event.group().ifPresent(group -> values.add(KeyValue.of("tls.curve", group)));
        event.protocol().ifPresent(protocol -> values.add(KeyValue.of("tls.next_protocol", protocol.toString())));
        return KeyValues.of(values);
    }
}
