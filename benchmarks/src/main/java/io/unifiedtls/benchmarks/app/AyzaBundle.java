package io.unifiedtls.benchmarks.app;

import java.nio.file.Path;

import nl.altindag.ssl.SSLFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The SSL bundle {@code ayza}: key and trust managers of ayza in Boot's own TLS. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("benchmark.ayza")
class AyzaBundle {

    @Bean
    SslBundleRegistrar ayza(@Value("${benchmark.ayza}") Path keyStore) {
        var factory = factory(keyStore);
        var managers = SslManagerBundle.of(
                factory.getKeyManagerFactory().orElseThrow(),
                factory.getTrustManagerFactory().orElseThrow());
        return registry -> registry.registerBundle(
                "ayza",
                SslBundle.of(
                        SslStoreBundle.NONE, SslBundleKey.NONE, SslOptions.NONE, SslBundle.DEFAULT_PROTOCOL, managers));
    }

    static SSLFactory factory(Path keyStore) {
        return SSLFactory.builder()
                .withIdentityMaterial(keyStore, "secret".toCharArray())
                .withDefaultTrustMaterial()
                .build();
    }
}
