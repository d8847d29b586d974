package io.unifiedtls.autoconfigure.client;

import java.util.Map;

import org.apache.kafka.common.config.SslConfigs;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Has the producers and consumers that use a bundle create engines with {@link KafkaEngineFactory}. An application that
 * has named a class of its own keeps it.
 */
final class KafkaTls implements BeanPostProcessor {

    private static final String ENGINE_FACTORY = SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG;

    private static final Map<String, Object> OURS = Map.of(ENGINE_FACTORY, KafkaEngineFactory.class);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ProducerFactory<?, ?> producers && isOfBundle(producers.getConfigurationProperties())) {
            producers.updateConfigs(OURS);
        } else if (bean instanceof ConsumerFactory<?, ?> consumers
                && isOfBundle(consumers.getConfigurationProperties())) {
            consumers.updateConfigs(OURS);
        }
        return bean;
    }

    private static boolean isOfBundle(Map<String, Object> configuration) {
        return SslBundleSslEngineFactory.class.equals(configuration.get(ENGINE_FACTORY));
    }
}
