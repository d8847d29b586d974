package io.unifiedtls.autoconfigure.client;

import java.util.List;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SslOptions;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import io.unifiedtls.autoconfigure.bundle.TlsSslBundle;

/**
 * Has Lettuce use the context of a bundle. Spring Boot gives it the managers, and the sessions of its own TLS would
 * outlive the trust that they were made with.
 */
final class LettuceTls implements LettuceClientOptionsBuilderCustomizer, Ordered {

    private final Environment environment;

    private final ObjectProvider<SslBundles> bundles;

    LettuceTls(Environment environment, ObjectProvider<SslBundles> bundles) {
        this.environment = environment;
        this.bundles = bundles;
    }

    /** Before those of the application, which may set other options. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(ClientOptions.Builder options) {
        var name = this.environment.getProperty("spring.data.redis.ssl.bundle");
        if (name != null && this.bundles.getObject().getBundle(name) instanceof TlsSslBundle bundle) {
            options.sslOptions(sslOptions(bundle));
        }
    }

    private static SslOptions sslOptions(TlsSslBundle bundle) {
        var context = bundle.createSslContext();
        var provider = new SslContextProvider(context);
        var suites = List.of(context.getDefaultSSLParameters().getCipherSuites());
        return SslOptions.builder()
                .jdkSslProvider()
                .sslContext(builder -> builder.sslContextProvider(provider)
                        .ciphers(suites, SupportedCipherSuiteFilter.INSTANCE)
                        .protocols(context.getDefaultSSLParameters().getProtocols()))
                .build();
    }
}
