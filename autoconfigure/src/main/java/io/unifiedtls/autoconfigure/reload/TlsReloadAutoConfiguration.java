package io.unifiedtls.autoconfigure.reload;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.ContextReloader;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;

/** {@link EnableAutoConfiguration Auto-configuration} for the reload of files that change. */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@EnableConfigurationProperties(TlsReloadProperties.class)
public final class TlsReloadAutoConfiguration {

    TlsReloadAutoConfiguration() {}

    @Bean
    @ConditionalOnBooleanProperty(name = "tls.reload.enabled", matchIfMissing = true)
    WatchLifecycle tlsFileWatch(ContextReloader reloader, TlsReloadProperties properties) {
        return new WatchLifecycle(
                "tls-reload", new FileWatch(reloader, properties.quietPeriod(), properties.pollInterval()));
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "tls.reload.enabled", matchIfMissing = true)
    EnvironmentChangeListener tlsEnvironmentChangeListener(ContextReloader reloader) {
        return new EnvironmentChangeListener(reloader);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "tls.reload.enabled", matchIfMissing = true)
    WatchLifecycle tlsCertificateDirectoryWatch(ContextReloader reloader, TlsReloadProperties properties) {
        return new WatchLifecycle(
                "tls-directories",
                new CertificateDirectoryWatch(reloader, properties.quietPeriod(), properties.pollInterval()));
    }
}
