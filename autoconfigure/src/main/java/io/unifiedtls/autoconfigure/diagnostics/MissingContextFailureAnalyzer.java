package io.unifiedtls.autoconfigure.diagnostics;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;

/** Reports that a context to inject is not there, or is one of several, with the names of those there are. */
// Spring Boot's fails: it asks a context that never started for beans, and those with properties cannot be created.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingContextFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    private final @Nullable DefaultListableBeanFactory beans;

    MissingContextFailureAnalyzer(BeanFactory beans) {
        this.beans = (beans instanceof DefaultListableBeanFactory factory) ? factory : null;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        var type = cause.getBeanType();
        if (this.beans == null || type != ClientContext.class && type != ServerContext.class) {
            return null;
        }
        var names = names(this.beans, type);
        var wanted = qualifier(rootFailure);
        return new FailureAnalysis(
                "%s required a %s"
                        .formatted((description != null) ? description : "A bean", problem(type, wanted, names)),
                action(type, wanted, names),
                cause);
    }

    private static List<String> names(DefaultListableBeanFactory beans, Class<?> type) {
        return Arrays.stream(beans.getBeanNamesForType(type, true, false))
                .map(name -> qualifier(beans, name))
                .sorted()
                .toList();
    }

    /** Returns what to write in a {@link Qualifier} to have this bean. */
    private static String qualifier(BeanDefinitionRegistry registry, String beanName) {
        if (registry.containsBeanDefinition(beanName)
                && registry.getBeanDefinition(beanName) instanceof RootBeanDefinition definition) {
            var element = definition.getQualifiedElement();
            if (element != null && element.getAnnotation(Qualifier.class) != null) {
                return element.getAnnotation(Qualifier.class).value();
            }
        }
        return beanName;
    }

    /** Returns the name that was asked for, or an empty one. */
    private static String qualifier(Throwable failure) {
        var name = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsatisfiedDependencyException exception && exception.getInjectionPoint() != null) {
                var qualifier = exception.getInjectionPoint().getAnnotation(Qualifier.class);
                name = (qualifier != null) ? qualifier.value() : "";
            }
        }
        return name;
    }

    private static String problem(Class<?> type, String wanted, List<String> names) {
        if (names.isEmpty()) {
            return "%s, but %s has no entries.".formatted(type.getSimpleName(), section(type));
        }
        var present = String.join(", ", names);
        if (!wanted.isEmpty()) {
            return "%s named '%s' that could not be found. Available: %s"
                    .formatted(type.getSimpleName(), wanted, present);
        }
        return (names.size() > 1)
                ? "single %s, but %d were found: %s".formatted(type.getSimpleName(), names.size(), present)
                : "%s that could not be found. Available: %s".formatted(type.getSimpleName(), present);
    }

    private static String action(Class<?> type, String wanted, List<String> names) {
        if (names.isEmpty()) {
            return "Add one:\n\n" + entry(type, wanted).indent(4).stripTrailing();
        }
        var name = Suggestions.nearest(wanted, names).orElse(names.get(0));
        var add = wanted.isEmpty() ? "Add a qualifier:" : "Use an available name, or add the entry to %s:";
        return "%s\n\n    @Qualifier(\"%s\") %s".formatted(add.formatted(section(type)), name, type.getSimpleName());
    }

    private static String entry(Class<?> type, String wanted) {
        if (type == ServerContext.class) {
            return Snippet.chain(PropertyNames.server(wanted.isEmpty() ? "web" : wanted) + ".certificate-chains[0]");
        }
        var client = PropertyNames.client(wanted.isEmpty() ? "payments" : wanted);
        return Snippet.example(client + ".trust-store.certificates");
    }

    private static String section(Class<?> type) {
        return (type == ServerContext.class) ? PropertyNames.SERVERS : PropertyNames.CLIENTS;
    }
}
