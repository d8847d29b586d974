package io.unifiedtls.autoconfigure.bundle;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;

/** {@link EnableAutoConfiguration Auto-configuration} for the entries below {@code tls} as SSL bundles. */
@AutoConfiguration(after = {TlsAutoConfiguration.class, SslAutoConfiguration.class})
@ConditionalOnBean(TlsContexts.class)
public final class TlsBundleAutoConfiguration {

    TlsBundleAutoConfiguration() {}

    @Bean
    ContextBundles tlsContextBundles(TlsContexts contexts) {
        return new ContextBundles(contexts);
    }

    @Bean
    @ConditionalOnBean(SslBundles.class)
    BundleReloads tlsBundleReloads(ContextBundles bundles, TlsContexts contexts, SslBundles registered) {
        return new BundleReloads(bundles, contexts, registered);
    }
}
