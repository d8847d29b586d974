package io.unifiedtls.autoconfigure.jfr;

import java.util.Locale;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.autoconfigure.TlsReloadEvent;

/** Hands handshakes and reloads to the flight recorder; costs next to nothing unless it is recording them. */
final class FlightRecording implements HandshakeListener, ApplicationListener<PayloadApplicationEvent<TlsReloadEvent>> {

    @Override
    public void succeeded(HandshakeEvent event) {
        record(event, "success");
    }

    @Override
    public void failed(HandshakeEvent event) {
        record(event, "failure");
    }

    @Override
    public void aborted(HandshakeEvent event) {
        record(event, "aborted");
    }

    private static void record(HandshakeEvent handshake, String outcome) {
        var event = new HandshakeFlightEvent();
        if (event.shouldCommit()) {
            event.describe(handshake, outcome);
            event.commit();
        }
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<TlsReloadEvent> published) {
        var reload = published.getPayload();
        var event = new ReloadFlightEvent();
        event.side = reload.side().tag();
        event.context = reload.contextName();
        event.outcome = reload.outcome().name().toLowerCase(Locale.ROOT);
        event.generation = reload.generation();
        event.problem = reload.problem().orElse(null);
        event.commit();
    }
}
