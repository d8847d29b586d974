package io.unifiedtls.autoconfigure.web;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.ResolvableType;

/** Looks at the factory of an embedded web server before it makes one. */
final class EmbeddedServerCheck implements WebServerFactoryCustomizer<WebServerFactory> {

    private final ListableBeanFactory beans;

    private final String tls;

    private final Check check;

    EmbeddedServerCheck(ListableBeanFactory beans, String tls, Check check) {
        this.beans = beans;
        this.tls = tls;
        this.check = check;
    }

    @Override
    public void customize(WebServerFactory factory) {
        // not those of a parent, which do not reach a management server
        var supported = this.beans.getBeansOfType(WebServerTlsCustomizer.class).values().stream()
                .map(customizer -> ResolvableType.forInstance(customizer)
                        .as(WebServerTlsCustomizer.class)
                        .getGeneric()
                        .resolve(WebServerFactory.class))
                .anyMatch(supportedFactory -> supportedFactory.isInstance(factory));
        this.check.of(factory.getClass().getSimpleName(), this.beans.containsBean(this.tls), supported);
    }

    /** Checks the server that a factory creates. */
    interface Check {

        void of(String factory, boolean usesTls, boolean supported);
    }
}
