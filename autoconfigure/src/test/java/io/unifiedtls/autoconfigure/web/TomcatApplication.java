package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.security.cert.X509Certificate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes;

/** An application on a servlet Tomcat that answers with what it knows of the connection, or with what it was sent. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TlsAutoConfiguration.class,
    TomcatTlsAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class
})
class TomcatApplication {

    @Bean
    RecordedHandshakes handshakes() {
        return new RecordedHandshakes();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> connectionServlet() {
        return new ServletRegistrationBean<>(new ConnectionServlet(), "/*");
    }

    private static final class ConnectionServlet extends HttpServlet {

        /** Answers with what was sent. */
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var body = request.getInputStream().readAllBytes();
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var session = (String) request.getAttribute("jakarta.servlet.request.ssl_session_id");
            var clients = (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
            response.getWriter()
                    .println("scheme=%s secure=%s cipher=%s session=%s client=%s"
                            .formatted(
                                    request.getScheme(),
                                    request.isSecure(),
                                    request.getAttribute("jakarta.servlet.request.cipher_suite"),
                                    session != null && !session.isEmpty(),
                                    clients == null ? "none" : clients[0].getSubjectX500Principal()));
        }
    }
}
