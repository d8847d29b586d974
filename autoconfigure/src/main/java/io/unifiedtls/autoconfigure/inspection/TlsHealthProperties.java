package io.unifiedtls.autoconfigure.inspection;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * The properties below {@code tls.health}.
 *
 * @param expiryWarning How long before a certificate expires health and validation show a warning.
 */
@ConfigurationProperties("tls.health")
public record TlsHealthProperties(@DefaultValue("14d") Duration expiryWarning) {

    public TlsHealthProperties {
        if (expiryWarning.isNegative()) {
            throw new TlsConfigurationException(
                    "tls.health.expiry-warning",
                    "a negative duration is not supported",
                    "Set a duration with a unit:",
                    Snippet.of("tls.health.expiry-warning", "14d"));
        }
    }
}
