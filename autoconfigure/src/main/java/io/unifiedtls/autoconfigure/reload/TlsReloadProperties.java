package io.unifiedtls.autoconfigure.reload;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * The properties below {@code tls.reload}.
 *
 * @param enabled Whether to watch the files of all servers and clients, and to reload those that change.
 * @param quietPeriod How long files must stay unchanged before they are read.
 * @param pollInterval How often to look for changes that the operating system does not report.
 */
@ConfigurationProperties("tls.reload")
record TlsReloadProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration quietPeriod,
        @DefaultValue("30s") Duration pollInterval) {

    /** Less would be a load, and is likely a number without a unit. */
    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMillis(100);

    private static final Duration LONGEST_QUIET_PERIOD = Duration.ofMinutes(1);

    TlsReloadProperties {
        if (quietPeriod.isNegative() || quietPeriod.compareTo(LONGEST_QUIET_PERIOD) > 0) {
            throw new TlsConfigurationException(
                    "tls.reload.quiet-period",
                    "%d ms is not between 0 and 60 seconds".formatted(quietPeriod.toMillis()),
                    "Set a duration with a unit:",
                    Snippet.of("tls.reload.quiet-period", "1s"));
        }
        if (pollInterval.compareTo(SHORTEST_POLL_INTERVAL) < 0) {
            throw new TlsConfigurationException(
                    "tls.reload.poll-interval",
                    "%d ms is too short".formatted(pollInterval.toMillis()),
                    "Set it to at least 100 ms, with a unit, since a number without a unit means milliseconds:",
                    Snippet.of("tls.reload.poll-interval", "30s"));
        }
    }
}
