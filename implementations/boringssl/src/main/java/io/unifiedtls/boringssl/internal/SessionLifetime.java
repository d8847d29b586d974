package io.unifiedtls.boringssl.internal;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;

/**
 * Limits how long a session may be resumed: no longer than the certificate is valid that it stands for. BoringSSL
 * writes the limit into tickets, and keeps it when a resumed session is renewed.
 *
 * @param clock for validity periods
 */
record SessionLifetime(Clock clock) {

    /** Limits the session that a handshake under way makes, once the certificate of the peer was verified. */
    void limit(SSLEngine engine, X509Certificate leaf) {
        if (engine instanceof ReferenceCountedOpenSslEngine library) {
            var left = Duration.between(this.clock.instant(), leaf.getNotAfter().toInstant())
                    .toSeconds();
            synchronized (library) {
                var pointer = library.sslPointer();
                if (pointer != 0 && left < SSL.getTimeout(pointer)) {
                    SSL.setTimeout(pointer, Math.max(left, 0));
                }
            }
        }
    }
}
