package io.unifiedtls.benchmarks.app;

import java.nio.file.Path;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

import nl.altindag.ssl.SSLFactory;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLContext;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** ayza on Tomcat, where Boot takes key stores of a bundle, but no key managers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Connector.class)
@ConditionalOnProperty("benchmark.ayza-tomcat")
class AyzaTomcat {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> ayza(
            @Value("${benchmark.ayza-tomcat}") Path keyStore) {
        var factory = AyzaBundle.factory(keyStore);
        return tomcat -> tomcat.addConnectorCustomizers(connector -> customize(connector, factory));
    }

    private static void customize(Connector connector, SSLFactory factory) {
        var host = new SSLHostConfig();
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(new Context(factory));
        host.addCertificate(certificate);
        connector.setScheme("https");
        connector.setSecure(true);
        ((AbstractHttp11Protocol<?>) connector.getProtocolHandler()).setSSLEnabled(true);
        connector.addSslHostConfig(host);
    }

    /** The context of ayza, as Tomcat has it. */
    private record Context(SSLFactory factory) implements SSLContext {

        @Override
        public void init(
                KeyManager @Nullable [] keyManagers,
                TrustManager @Nullable [] trustManagers,
                java.security.@Nullable SecureRandom random) {}

        @Override
        public void destroy() {}

        @Override
        public SSLSessionContext getServerSessionContext() {
            return this.factory.getSslContext().getServerSessionContext();
        }

        @Override
        public SSLEngine createSSLEngine() {
            return this.factory.getSSLEngine();
        }

        @Override
        public SSLServerSocketFactory getServerSocketFactory() {
            return this.factory.getSslServerSocketFactory();
        }

        @Override
        public SSLParameters getSupportedSSLParameters() {
            return this.factory.getSslContext().getSupportedSSLParameters();
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return this.factory.getKeyManager().orElseThrow().getCertificateChain(alias);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
