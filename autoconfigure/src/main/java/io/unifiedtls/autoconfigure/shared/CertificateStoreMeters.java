package io.unifiedtls.autoconfigure.shared;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures a certificate store. */
final class CertificateStoreMeters {

    private final CertificateStore store;

    private final Clock clock;

    CertificateStoreMeters(CertificateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("tls.certificates.store.soonest.expiry", this, CertificateStoreMeters::secondsUntilExpiry)
                .description("Time until the first of the certificates in the certificate store expires")
                .baseUnit("seconds")
                .register(registry);
        FunctionCounter.builder("tls.certificates.store.failures", this.store, CertificateStore::failures)
                .description("Times that the certificate store could not be asked for changes")
                .register(registry);
    }

    /** Not a number if there are none. */
    private double secondsUntilExpiry() {
        var soonest = this.store.soonestToExpire();
        return soonest.isEmpty()
                ? Double.NaN
                : Duration.between(this.clock.instant(), soonest.get(0).notAfter())
                        .toSeconds();
    }
}
