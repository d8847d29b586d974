package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.inspection.TlsHealthProperties;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.autoconfigure.shared.SharedTicketKeys;

/** {@link EnableAutoConfiguration Auto-configuration} for the health of TLS contexts. */
@AutoConfiguration(after = TlsActuatorAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(TlsContexts.class)
public final class TlsHealthAutoConfiguration {

    TlsHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledHealthIndicator("tls")
    @ConditionalOnMissingBean(name = {"tlsHealthIndicator", "tlsHealthContributor"})
    TlsHealthIndicator tlsHealthIndicator(
            TlsContexts contexts,
            ReloadHistory reloads,
            ObjectProvider<SharedTicketKeys> sharedKeys,
            ObjectProvider<CertificateStore> stores,
            TlsHealthProperties properties) {
        return new TlsHealthIndicator(
                contexts,
                reloads,
                () -> sharedKeys.stream()
                        .flatMap(keys -> keys.problems().stream())
                        .toList(),
                () -> stores.stream().toList(),
                properties.expiryWarning(),
                Clock.systemUTC());
    }
}
