package io.unifiedtls.autoconfigure.client;

import io.lettuce.core.ClientOptions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ProducerFactory;
import reactor.netty.http.client.HttpClient;

import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.bundle.TlsBundleAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for clients that do not use the {@code SSLContext} of a bundle.
 */
@AutoConfiguration(after = TlsBundleAutoConfiguration.class)
public final class TlsClientAutoConfiguration {

    TlsClientAutoConfiguration() {}

    @Bean
    static NamedClients tlsNamedClients(ObjectProvider<TlsContexts> contexts) {
        return new NamedClients(contexts);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HttpClient.class, HttpClientSettings.class})
    static class Reactor {

        @Bean
        static ReactorBuilders tlsReactorBuilders() {
            return new ReactorBuilders();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ProducerFactory.class, SslBundleSslEngineFactory.class})
    static class Kafka {

        @Bean
        static KafkaTls tlsKafka() {
            return new KafkaTls();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ClientOptions.class, LettuceClientOptionsBuilderCustomizer.class})
    static class Lettuce {

        @Bean
        LettuceTls tlsLettuce(Environment environment, ObjectProvider<SslBundles> bundles) {
            return new LettuceTls(environment, bundles);
        }
    }
}
