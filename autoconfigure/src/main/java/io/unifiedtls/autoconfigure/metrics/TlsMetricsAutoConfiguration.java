package io.unifiedtls.autoconfigure.metrics;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;

/** {@link EnableAutoConfiguration Auto-configuration} for TLS metrics. */
@AutoConfiguration(
        after = TlsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(TlsMetricsProperties.class)
public final class TlsMetricsAutoConfiguration {

    TlsMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    HandshakeMeters tlsHandshakeMeters(ObjectProvider<MeterRegistry> registry, TlsMetricsProperties properties) {
        return new HandshakeMeters(registry::getObject, properties.serverNameTag());
    }

    @Bean
    @ConditionalOnMissingBean
    ClientKeyMeters tlsClientKeyMeters(ObjectProvider<MeterRegistry> registry, TlsMetricsProperties properties) {
        return new ClientKeyMeters(registry::getObject, properties.clientKeys());
    }

    @Bean
    @ConditionalOnMissingBean
    CertificateMeters tlsCertificateMeters(ObjectProvider<MeterRegistry> registry) {
        return new CertificateMeters(registry::getObject, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    InsecureConnections tlsInsecureConnections(ObjectProvider<MeterRegistry> registry) {
        return new InsecureConnections(registry::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    ReloadMeters tlsReloadMeters(ObjectProvider<MeterRegistry> registry) {
        return new ReloadMeters(registry::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    OnDemandMeters tlsOnDemandMeters(ObjectProvider<MeterRegistry> registry) {
        return new OnDemandMeters(registry::getObject, Clock.systemUTC());
    }

    @Bean
    ContextMeters tlsContextMeters(
            TlsContexts contexts,
            HandshakeMeters handshakeMeters,
            CertificateMeters certificateMeters,
            InsecureConnections insecureConnections,
            ReloadMeters reloadMeters,
            OnDemandMeters onDemandMeters) {
        return new ContextMeters(
                contexts, handshakeMeters, certificateMeters, insecureConnections, reloadMeters, onDemandMeters);
    }
}
