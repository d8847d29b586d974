package io.unifiedtls.autoconfigure.web.tomcat;

import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.UpgradeProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

import io.unifiedtls.autoconfigure.EmbeddedServers;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.RedirectLifecycle;

/** {@link EnableAutoConfiguration Auto-configuration} for TLS on the embedded Tomcat. */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass({
    Tomcat.class,
    UpgradeProtocol.class,
    ConfigurableTomcatWebServerFactory.class,
    WebServerFactoryCustomizer.class
})
@ImportRuntimeHints(TomcatTlsAutoConfiguration.ProtocolHints.class)
public final class TomcatTlsAutoConfiguration {

    TomcatTlsAutoConfiguration() {}

    @Bean
    TomcatTlsCustomizer tomcatTlsCustomizer(@Qualifier("webServerTls") ObjectProvider<WebServerTls> tls) {
        return new TomcatTlsCustomizer(tls);
    }

    @Bean
    RedirectLifecycle tomcatRedirectLifecycle(EmbeddedServers servers, ConfigurableApplicationContext application) {
        return new RedirectLifecycle(new TomcatRedirectServer(), servers, application);
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcatRedirectCustomizer(
            @Qualifier("tomcatRedirectLifecycle") RedirectLifecycle lifecycle) {
        return lifecycle::redirectTo;
    }

    /** Tomcat makes its protocol by name. */
    static final class ProtocolHints implements RuntimeHintsRegistrar {

        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.reflection().registerType(TlsNioProtocol.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
        }
    }
}
