package io.unifiedtls.autoconfigure.reload;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

import io.unifiedtls.autoconfigure.ContextReloader;

/**
 * Takes up properties that Spring Cloud has changed, for example after a refresh of the configuration. Spring Cloud
 * does not have to be on the class path.
 */
final class EnvironmentChangeListener implements GenericApplicationListener {

    private static final String EVENT = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

    private final ContextReloader reloader;

    EnvironmentChangeListener(ContextReloader reloader) {
        this.reloader = reloader;
    }

    @Override
    public boolean supportsEventType(ResolvableType type) {
        return type.toClass().getName().equals(EVENT);
    }

    /** Compares the properties themselves: the keys of the event may have any of the forms that Spring Boot accepts. */
    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        this.reloader.updateProperties();
    }
}
