package io.unifiedtls.autoconfigure.web;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** All of Spring Boot, but one web server: the class path of the tests has three. */
final class Everything {

    private Everything() {}

    static Class<?> on(ServerKind kind) {
        return switch (kind) {
            case TOMCAT, NETTY -> OnTomcatOrNetty.class;
            case JETTY -> OnJetty.class;
            default -> throw new IllegalArgumentException("use the kind of the web server itself instead of " + kind);
        };
    }

    /** Tomcat for servlets, and Reactor Netty. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                TomcatReactiveWebServerAutoConfiguration.class,
                TomcatReactiveManagementContextAutoConfiguration.class,
                JettyReactiveWebServerAutoConfiguration.class,
                JettyReactiveManagementContextAutoConfiguration.class,
                JettyServletWebServerAutoConfiguration.class,
                JettyServletManagementContextAutoConfiguration.class
            })
    static class OnTomcatOrNetty {}

    /** Jetty for servlets. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                TomcatServletWebServerAutoConfiguration.class,
                TomcatServletManagementContextAutoConfiguration.class
            })
    static class OnJetty {}
}
