package io.unifiedtls.autoconfigure.shared;

import java.time.Clock;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;

/** {@link EnableAutoConfiguration Auto-configuration} for session ticket keys that several nodes share. */
@AutoConfiguration(
        after = TlsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@EnableConfigurationProperties(TlsSessionsProperties.class)
public final class TlsSessionsAutoConfiguration {

    TlsSessionsAutoConfiguration() {}

    @Bean
    @Conditional(IsShared.class)
    @ConditionalOnMissingBean(SessionTicketKeySource.class)
    SharedTicketKeys tlsSharedTicketKeys(TlsSessionsProperties properties, ListableBeanFactory beans) {
        return new SharedTicketKeys(
                new TicketKeyStores(properties, beans).find(),
                properties.encryptionKeys(),
                properties.times(),
                Clock.systemUTC());
    }

    /** Meters, where there is Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        @Conditional(IsShared.class)
        MeterBinder tlsSharedTicketKeyMeters(ObjectProvider<SharedTicketKeys> keys) {
            return registry ->
                    keys.ifAvailable(shared -> new SharedTicketKeyMeters(shared, Clock.systemUTC()).bindTo(registry));
        }
    }

    /** That {@code tls.sessions.shared} says where. */
    static final class IsShared extends NoneNestedConditions {

        IsShared() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(
                name = "tls.sessions.shared",
                havingValue = TlsSessionsProperties.NONE,
                matchIfMissing = true)
        static class NotShared {}
    }
}
