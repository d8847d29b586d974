package io.unifiedtls.test.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.jetty.JettyTlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.netty.NettyTlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;

/** Applications, one for each web server, that answer with the name of the client. */
final class ServerApplications {

    private ServerApplications() {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TomcatTlsAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class
    })
    static class OnTomcat {

        @Bean
        ServletRegistrationBean<HttpServlet> clientName() {
            return new ServletRegistrationBean<>(new ClientNameServlet(), "/*");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        JettyTlsAutoConfiguration.class,
        JettyServletWebServerAutoConfiguration.class
    })
    static class OnJetty {

        @Bean
        ServletRegistrationBean<HttpServlet> clientName() {
            return new ServletRegistrationBean<>(new ClientNameServlet(), "/*");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        NettyTlsAutoConfiguration.class,
        NettyReactiveWebServerAutoConfiguration.class
    })
    static class OnNetty {

        @Bean
        HttpHandler clientName() {
            return (request, response) -> {
                var ssl = request.getSslInfo();
                var name = name((ssl == null) ? null : ssl.getPeerCertificates());
                return response.writeWith(
                        Mono.just(response.bufferFactory().wrap(name.getBytes(StandardCharsets.UTF_8))));
            };
        }
    }

    private static final class ClientNameServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var certificates = (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
            response.setContentType("text/plain");
            response.getWriter().print(name(certificates));
        }
    }

    private static String name(X509Certificate[] certificates) {
        return (certificates == null)
                ? "nobody"
                : certificates[0].getSubjectX500Principal().getName();
    }
}
