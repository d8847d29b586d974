package io.unifiedtls.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;

/**
 * Registers a bean for each entry of {@code tls.servers} and {@code tls.clients}, unless there is one of its name.
 *
 * <p>If the application is processed ahead of time, no bean is generated for any entry: {@link AtStart} registers them
 * when the application starts, since only then are its properties known.
 */
final class ContextBeans implements ImportBeanDefinitionRegistrar {

    private static final String FACTORY = "tlsContextFactory";

    private final Environment environment;

    ContextBeans(Environment environment) {
        this.environment = environment;
    }

    static String server(String name) {
        return name + "ServerContext";
    }

    static String client(String name) {
        return name + "ClientContext";
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importer, BeanDefinitionRegistry registry) {
        if (isBeingProcessed()) {
            var atStart = new RootBeanDefinition(AtStart.class);
            atStart.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
            registry.registerBeanDefinition("tlsContextBeans", atStart);
        } else {
            register(this.environment, registry);
        }
    }

    private static boolean isBeingProcessed() {
        return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
    }

    private static void register(Environment environment, BeanDefinitionRegistry registry) {
        var properties = TlsBinding.bind(environment);
        var webServers = WebServerEntries.of(environment, properties);
        for (var name : properties.servers().keySet()) {
            register(registry, server(name), name, definition(ServerContext.class, "server", name));
        }
        for (var name : properties.clients().keySet()) {
            register(registry, client(name), name, definition(ClientContext.class, "client", name));
        }
        webServers
                .web()
                .ifPresent(name ->
                        register(registry, "webServerTls", name, definition(WebServerTls.class, "webServer", name)));
        webServers.management().ifPresent(name -> {
            var definition = definition(WebServerTls.class, "webServer", name);
            // Injection only by type never means the management server.
            definition.setDefaultCandidate(false);
            register(registry, "managementServerTls", "managementServerTls", definition);
        });
    }

    private static RootBeanDefinition definition(Class<?> type, String factoryMethod, String entry) {
        var definition = new RootBeanDefinition(type);
        definition.setFactoryBeanName(FACTORY);
        definition.setFactoryMethodName(factoryMethod);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, entry);
        // A mistake ends the start, with spring.main.lazy-initialization too.
        definition.setLazyInit(false);
        return definition;
    }

    private static void register(
            BeanDefinitionRegistry registry, String beanName, String qualifier, RootBeanDefinition definition) {
        if (!registry.containsBeanDefinition(beanName)) {
            definition.setQualifiedElement(new Qualified(qualifier));
            registry.registerBeanDefinition(beanName, definition);
        }
    }

    /** Registers the beans in an application that was processed ahead of time. */
    @ImportRuntimeHints(TlsRuntimeHints.class)
    static final class AtStart implements BeanDefinitionRegistryPostProcessor {

        private final Environment environment;

        AtStart(Environment environment) {
            this.environment = environment;
        }

        /** The processing itself calls this, too. */
        @Override
        public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
            if (!isBeingProcessed()) {
                register(this.environment, registry);
            }
        }
    }

    /**
     * An element with {@link Qualifier}. Unlike a qualifier of the bean definition it leaves the bean's name to be a
     * qualifier too.
     */
    private record Qualified(Qualifier qualifier) implements AnnotatedElement {

        Qualified(String value) {
            this(AnnotationUtils.synthesizeAnnotation(Map.of("value", value), Qualifier.class, null));
        }

        @Override
        public <A extends Annotation> @Nullable A getAnnotation(Class<A> type) {
            return type.isInstance(this.qualifier) ? type.cast(this.qualifier) : null;
        }

        @Override
        public Annotation[] getAnnotations() {
            return new Annotation[] {Objects.requireNonNull(this.qualifier)};
        }

        @Override
        public Annotation[] getDeclaredAnnotations() {
            return getAnnotations();
        }
    }
}
