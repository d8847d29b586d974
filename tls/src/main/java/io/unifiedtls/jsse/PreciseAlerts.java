package io.unifiedtls.jsse;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.CertificateVerificationException;

/**
 * Sends a peer the alert that fits the refusal of its certificate: the JDK's provider sends {@code certificate_unknown}
 * whatever the reason.
 *
 * <p>There is no API for it, so this needs the JVM option {@code --add-opens java.base/sun.security.ssl=ALL-UNNAMED},
 * or {@code Add-Opens: java.base/sun.security.ssl} in the manifest of an executable jar. Without it TLS 1.2 still gets
 * the precise alert, since it is not encrypted there; TLS 1.3 does not.
 */
final class PreciseAlerts {

    private final Field transport;

    private final Method fatal;

    private final Object[] alerts;

    private PreciseAlerts(Field transport, Method fatal, Object[] alerts) {
        this.transport = transport;
        this.fatal = fatal;
        this.alerts = alerts;
    }

    /** Returns the way to the alerts, if the JVM was started so that there is one. */
    static Optional<PreciseAlerts> open() {
        try {
            var alert = Class.forName("sun.security.ssl.Alert");
            var transport = Class.forName("sun.security.ssl.SSLEngineImpl").getDeclaredField("conContext");
            var fatal = Class.forName("sun.security.ssl.TransportContext")
                    .getDeclaredMethod("fatal", alert, String.class, Throwable.class);
            return (transport.trySetAccessible() && fatal.trySetAccessible())
                    ? Optional.of(new PreciseAlerts(transport, fatal, alert.getEnumConstants()))
                    : Optional.empty();
        } catch (ReflectiveOperationException otherProvider) {
            return Optional.empty();
        }
    }

    /** Ends a handshake with the alert for a refusal; the provider's own alert comes too late then. */
    void send(SSLEngine engine, CertificateVerificationException refusal) {
        var alert = Arrays.stream(this.alerts)
                .filter(one -> ((Enum<?>) one).name().equals(refusal.alert().name()))
                .findFirst();
        if (alert.isEmpty() || !this.transport.getDeclaringClass().isInstance(engine)) {
            return;
        }
        try {
            this.fatal.invoke(this.transport.get(engine), alert.get(), refusal.getMessage(), refusal);
        } catch (InvocationTargetException thrownByDesign) {
            // It throws what it sends; the refusal is thrown by the trust manager.
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
