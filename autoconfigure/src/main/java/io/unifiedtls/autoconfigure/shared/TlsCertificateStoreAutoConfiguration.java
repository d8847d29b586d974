package io.unifiedtls.autoconfigure.shared;

import java.time.Clock;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** {@link EnableAutoConfiguration Auto-configuration} for certificate chains that several nodes share. */
@AutoConfiguration(
        after = TlsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@EnableConfigurationProperties(TlsCertificateStoreProperties.class)
public final class TlsCertificateStoreAutoConfiguration {

    TlsCertificateStoreAutoConfiguration() {}

    /** The name is that of {@code tls.servers.NAME.source}. */
    @Bean
    @Conditional(IsConfigured.class)
    @ConditionalOnMissingBean(value = CertificateStore.class, name = "certificateStore")
    CertificateStore certificateStore(TlsCertificateStoreProperties properties, ListableBeanFactory beans) {
        var store = new CertificateStore(
                new CertificateStores(properties, beans).table(),
                ValueCipher.forCertificates(properties.encryptionKeys()),
                properties.timeToLive());
        try {
            store.checkEncryptionKey();
        } catch (ConfigurationException failure) {
            var property = TlsCertificateStoreProperties.PREFIX + "encryption-key";
            throw new TlsConfigurationException(
                    property,
                    String.valueOf(failure.getMessage()),
                    "Configure the encryption keys that the other nodes have, or remove the certificate from the store:",
                    Snippet.of(property, "${STORE_KEY}"),
                    failure);
        }
        return store;
    }

    @Bean
    @ConditionalOnBean(CertificateStore.class)
    CertificateStoreUpdates tlsCertificateStoreUpdates(
            CertificateStore store, TlsCertificateStoreProperties properties, ListableBeanFactory beans) {
        return new CertificateStoreUpdates(
                store, properties.poll(), new CertificateStores(properties, beans).notifications());
    }

    /** Meters, where there is Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        @Conditional(IsConfigured.class)
        MeterBinder tlsCertificateStoreMeters(ObjectProvider<CertificateStore> stores) {
            return registry ->
                    stores.ifAvailable(store -> new CertificateStoreMeters(store, Clock.systemUTC()).bindTo(registry));
        }
    }

    /** That {@code tls.certificate-store.type} says where. */
    static final class IsConfigured extends NoneNestedConditions {

        IsConfigured() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(name = "tls.certificate-store.type", havingValue = "none", matchIfMissing = true)
        static class NotConfigured {}
    }
}
