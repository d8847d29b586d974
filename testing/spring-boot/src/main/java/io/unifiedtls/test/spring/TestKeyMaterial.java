package io.unifiedtls.test.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Replaces the key material that the application configures, after all properties of the test are known and before the
 * application's configuration classes are read.
 */
final class TestKeyMaterial implements BeanDefinitionRegistryPostProcessor {

    /** The settings of a server that name files, or other sources of keys and certificates. */
    private static final List<String> SERVER_MATERIAL =
            List.of("certificate-chains", "certificate-directory", "source", "trust-store", "session-ticket-keys");

    private static final List<String> CLIENT_MATERIAL = List.of("certificate-chain", "trust-store");

    private static final String WEB = "tls.servers.web";

    private static final String MANAGEMENT = "tls.servers.management";

    private static final String REDIRECT_PORT = WEB + ".redirect-http-port";

    private final ConfigurableEnvironment environment;

    private final TlsTestAuthority authority;

    private final List<String> serverNames;

    private final List<String> clients;

    TestKeyMaterial(
            ConfigurableEnvironment environment,
            TlsTestAuthority authority,
            List<String> serverNames,
            List<String> clients) {
        this.environment = environment;
        this.authority = authority;
        this.serverNames = serverNames;
        this.clients = clients;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        var application = new ApplicationProperties(this.environment.getPropertySources());
        var properties = new LinkedHashMap<String, Object>();
        var replaced = new ArrayList<ConfigurationPropertyName>();
        var certificate = TlsTestAuthority.text(this.authority
                .localServerCertificate(this.serverNames.toArray(String[]::new))
                .combinedPem());
        replaceServer(WEB, certificate, application, properties, replaced);
        if (application.contains(MANAGEMENT)) {
            replaceServer(MANAGEMENT, certificate, application, properties, replaced);
        }
        this.clients.forEach(name -> replaceClient("tls.clients." + name, application, properties, replaced));
        if (application.contains(REDIRECT_PORT) && "0".equals(this.environment.getProperty("server.port"))) {
            properties.put(REDIRECT_PORT, 0);
        }
        application.hide(replaced);
        this.environment.getPropertySources().addFirst(new MapPropertySource("@TlsTest", properties));
    }

    private void replaceServer(
            String entry,
            String certificate,
            ApplicationProperties application,
            Map<String, Object> properties,
            List<ConfigurationPropertyName> replaced) {
        var verifiesClients =
                application.contains(entry + ".trust-store") || application.contains(entry + ".client-authentication");
        SERVER_MATERIAL.forEach(material -> replaced.add(ConfigurationPropertyName.adapt(entry + "." + material, '.')));
        properties.put(entry + ".certificate-chains[0].certificate", certificate);
        if (verifiesClients) {
            properties.put(entry + ".trust-store.certificates", this.authority.certificatePem());
        }
    }

    private void replaceClient(
            String entry,
            ApplicationProperties application,
            Map<String, Object> properties,
            List<ConfigurationPropertyName> replaced) {
        if (!application.contains(entry)) {
            throw new IllegalStateException(
                    "@TlsTest names the client '%s', but there is no %s; remove it from clients, or add the entry"
                            .formatted(entry.substring("tls.clients.".length()), entry));
        }
        CLIENT_MATERIAL.forEach(material -> replaced.add(ConfigurationPropertyName.adapt(entry + "." + material, '.')));
        properties.put(entry + ".trust-store.certificates", this.authority.certificatePem());
        if (application.contains(entry + ".certificate-chain")) {
            properties.put(
                    entry + ".certificate-chain.certificate",
                    TlsTestAuthority.text(
                            this.authority.clientCertificate("test-client").combinedPem()));
        }
    }

    /** Without TLS, the server would speak plain HTTP, and so would the test clients: the test would prove nothing. */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!beans.containsBeanDefinition("tlsContextFactory")) {
            throw new IllegalStateException(
                    "@TlsTest requires the auto-configuration of Unified TLS, which is not active;"
                            + " add the dependency unified-tls-spring-boot-starter, or stop excluding TlsAutoConfiguration");
        }
    }
}
