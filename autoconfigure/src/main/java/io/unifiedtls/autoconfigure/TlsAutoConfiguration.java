package io.unifiedtls.autoconfigure;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.unifiedtls.HandshakeListener;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for TLS: a context for each entry of {@code tls.servers} and
 * {@code tls.clients}.
 */
@AutoConfiguration
@EnableConfigurationProperties(TlsProperties.class)
@Import(ContextBeans.class)
public final class TlsAutoConfiguration {

    TlsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    TlsContexts tlsContexts(TlsProperties properties, BeanFactory beans) {
        return new TlsContexts(
                properties.servers().keySet(), properties.clients().keySet(), beans);
    }

    @Bean
    ImplementationChoices tlsImplementationChoices() {
        return new ImplementationChoices();
    }

    @Bean
    ContextFactory tlsContextFactory(
            TlsProperties properties,
            Environment environment,
            ResourceLoader resources,
            ObjectProvider<HandshakeListener> listeners,
            ObjectProvider<TlsContexts> contexts,
            ImplementationChoices choices,
            ListableBeanFactory beans) {
        var configurations = new ConfigurationMapper(
                environment,
                new LocationResolver(resources),
                new SelfSignedChains(resources.getClassLoader()),
                new SpringBundles(beans.getBeanProvider(SslBundles.class), properties.names()),
                beans);
        return new ContextFactory(
                properties,
                configurations,
                new InsecureClients(resources.getClassLoader()),
                listeners,
                contexts,
                choices);
    }

    @Bean
    ContextReloader tlsContextReloader(
            TlsProperties properties,
            TlsContexts contexts,
            ContextFactory factory,
            Environment environment,
            ApplicationEventPublisher events) {
        var propertyChanges = new PropertyChanges(properties, contexts, factory, environment);
        return new ContextReloader(contexts, factory, propertyChanges, events);
    }

    @Bean
    BundleUpdates tlsBundleUpdates(
            TlsProperties properties, ObjectProvider<SslBundles> bundles, ContextReloader reloader) {
        return new BundleUpdates(properties, bundles, reloader);
    }

    @Bean
    EmbeddedServers tlsEmbeddedServers(TlsProperties properties, Environment environment) {
        return new EmbeddedServers(properties, environment);
    }

    @Bean
    HandshakeLog tlsHandshakeLog() {
        return new HandshakeLog();
    }
}
