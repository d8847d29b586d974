package io.unifiedtls.autoconfigure.web;

import org.springframework.boot.WebApplicationType;

/** The embedded web servers that every test of this package runs on. */
enum ServerKind {
    TOMCAT(WebApplicationType.SERVLET, TomcatApplication.class),

    NETTY(WebApplicationType.REACTIVE, NettyApplication.class);

    private final WebApplicationType applicationType;

    private final Class<?> application;

    ServerKind(WebApplicationType applicationType, Class<?> application) {
        this.applicationType = applicationType;
        this.application = application;
    }

    WebApplicationType applicationType() {
        return this.applicationType;
    }

    Class<?> application() {
        return this.application;
    }
}
