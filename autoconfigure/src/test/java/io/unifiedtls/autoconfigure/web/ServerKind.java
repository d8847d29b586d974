package io.unifiedtls.autoconfigure.web;

import org.springframework.boot.WebApplicationType;

/** The embedded web servers, with each implementation under them, that every test of this package runs on. */
enum ServerKind {
    TOMCAT("jsse", WebApplicationType.SERVLET, TomcatApplication.class),

    TOMCAT_CONSCRYPT("conscrypt", WebApplicationType.SERVLET, TomcatApplication.class),

    TOMCAT_BORINGSSL("boringssl", WebApplicationType.SERVLET, TomcatApplication.class),

    TOMCAT_BOUNCYCASTLE("bouncycastle", WebApplicationType.SERVLET, TomcatApplication.class),

    NETTY("jsse", WebApplicationType.REACTIVE, NettyApplication.class),

    NETTY_CONSCRYPT("conscrypt", WebApplicationType.REACTIVE, NettyApplication.class),

    NETTY_BORINGSSL("boringssl", WebApplicationType.REACTIVE, NettyApplication.class),

    NETTY_BOUNCYCASTLE("bouncycastle", WebApplicationType.REACTIVE, NettyApplication.class),

    JETTY("jsse", WebApplicationType.SERVLET, JettyApplication.class),

    JETTY_CONSCRYPT("conscrypt", WebApplicationType.SERVLET, JettyApplication.class),

    JETTY_BORINGSSL("boringssl", WebApplicationType.SERVLET, JettyApplication.class),

    JETTY_BOUNCYCASTLE("bouncycastle", WebApplicationType.SERVLET, JettyApplication.class);

    private final String implementation;

    private final WebApplicationType applicationType;

    private final Class<?> application;

    ServerKind(String implementation, WebApplicationType applicationType, Class<?> application) {
        this.implementation = implementation;
        this.applicationType = applicationType;
        this.application = application;
    }

    /** Returns the name of the implementation. */
    String implementation() {
        return this.implementation;
    }

    boolean isNetty() {
        return this.application == NettyApplication.class;
    }

    WebApplicationType applicationType() {
        return this.applicationType;
    }

    Class<?> application() {
        return this.application;
    }
}
