package io.unifiedtls.autoconfigure.web;

import jakarta.servlet.http.HttpServlet;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.jetty.JettyTlsAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes;

/** An application on a servlet Jetty that answers with what it knows of the connection, or with what it was sent. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TlsAutoConfiguration.class,
    JettyTlsAutoConfiguration.class,
    JettyServletWebServerAutoConfiguration.class
})
class JettyApplication {

    @Bean
    RecordedHandshakes handshakes() {
        return new RecordedHandshakes();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> connectionServlet() {
        return new ServletRegistrationBean<>(new ConnectionServlet(), "/*");
    }
}
