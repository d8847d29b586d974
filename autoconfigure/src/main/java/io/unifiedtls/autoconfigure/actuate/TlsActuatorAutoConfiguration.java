package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.inspection.TlsHealthProperties;

/** {@link EnableAutoConfiguration Auto-configuration} for what endpoints, health and info have in common. */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnBean(TlsContexts.class)
@EnableConfigurationProperties({TlsHealthProperties.class, TlsJournalProperties.class})
public final class TlsActuatorAutoConfiguration {

    TlsActuatorAutoConfiguration() {}

    @Bean
    ReloadHistory tlsReloadHistory() {
        return new ReloadHistory(Clock.systemUTC());
    }
}
