package io.unifiedtls.autoconfigure.validate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.beans.BeansException;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import io.unifiedtls.autoconfigure.ImplementationChoices;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.actuate.TlsActuatorAutoConfiguration;
import io.unifiedtls.autoconfigure.inspection.TlsHealthProperties;
import io.unifiedtls.autoconfigure.reload.TlsReloadAutoConfiguration;
import io.unifiedtls.autoconfigure.shared.TlsCertificateStoreAutoConfiguration;
import io.unifiedtls.autoconfigure.shared.TlsSessionsAutoConfiguration;

/** Creates the contexts of a configuration without starting the application, and discards them. */
final class DryRun {

    private final ConfigurableEnvironment environment;

    private final ClassLoader classLoader;

    DryRun(ConfigurableEnvironment environment, ClassLoader classLoader) {
        this.environment = environment;
        this.classLoader = classLoader;
    }

    Report run() {
        try (var context = new AnnotationConfigApplicationContext()) {
            prepare(context);
            var failures = new Failures(context);
            return failures.collect(context::refresh)
                    ? inspect(context, failures)
                    : new Report(failures.analyses(), failures.problems(), List.of(), List.of(), List.of());
        }
    }

    private void prepare(AnnotationConfigApplicationContext context) {
        context.setEnvironment(this.environment);
        context.setClassLoader(this.classLoader);
        context.getBeanFactory().setConversionService(this.environment.getConversionService());
        context.getBeanFactory()
                .registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new NothingStarts());
        context.register(
                SslAutoConfiguration.class,
                TlsAutoConfiguration.class,
                TlsActuatorAutoConfiguration.class,
                TlsReloadAutoConfiguration.class,
                TlsSessionsAutoConfiguration.class,
                TlsCertificateStoreAutoConfiguration.class);
        UnaskedSources.register(context);
        // One after the other, so that a mistake in one entry does not hide those in others.
        context.addBeanFactoryPostProcessor(beans -> {
            for (var name : beans.getBeanDefinitionNames()) {
                beans.getBeanDefinition(name).setLazyInit(true);
            }
        });
    }

    private Report inspect(AnnotationConfigApplicationContext context, Failures failures) {
        for (var properties : context.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            failures.collect(() -> context.getBean(properties));
        }
        // bound where there is a registry for meters
        failures.collect(() -> Binder.get(this.environment).bind("tls.metrics.server-name-tag", Boolean.class));
        failures.collect(() -> Binder.get(this.environment).bind("tls.metrics.client-keys", Boolean.class));
        var findings = new Findings(failures, expiryWarning(context), Instant.now());
        var inspector = new ContextInspector(context.getBean(ImplementationChoices.class), findings);
        var contexts = context.getBean(TlsContexts.class);
        if (contexts.serverNames().isEmpty() && contexts.clientNames().isEmpty()) {
            findings.warn("tls.servers and tls.clients have no entry; is this the configuration of the application?");
        }
        contexts.serverNames().forEach(name -> failures.collect(() -> inspector.inspect(name, contexts.server(name))));
        contexts.clientNames().forEach(name -> failures.collect(() -> inspector.inspect(name, contexts.client(name))));
        return findings.report();
    }

    private static Duration expiryWarning(AnnotationConfigApplicationContext context) {
        try {
            return context.getBean(TlsHealthProperties.class).expiryWarning();
        } catch (BeansException invalid) {
            return Duration.ZERO; // is among the failures
        }
    }

    /** Starts no watch of files, although it is in the context. */
    private static final class NothingStarts implements LifecycleProcessor {

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
