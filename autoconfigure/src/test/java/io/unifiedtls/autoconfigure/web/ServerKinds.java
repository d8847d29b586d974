package io.unifiedtls.autoconfigure.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Runs a test with every {@link ServerKind}. Where tests with the tag {@code any-jdk} are excluded, Conscrypt and
 * BouncyCastle run on Tomcat only: a JDK does not change the TLS that they bring.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(ServerKinds.Provider.class)
@interface ServerKinds {

    /** The kinds to leave out. */
    ServerKind[] except() default {};

    /** Provides the kinds of this run. */
    final class Provider extends AnnotationBasedArgumentsProvider<ServerKinds> {

        private static final Set<ServerKind> ON_ANY_JDK = EnumSet.of(
                ServerKind.NETTY_CONSCRYPT,
                ServerKind.NETTY_BOUNCYCASTLE,
                ServerKind.JETTY_CONSCRYPT,
                ServerKind.JETTY_BOUNCYCASTLE);

        @Override
        protected Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context, ServerKinds annotation) {
            var kinds = EnumSet.allOf(ServerKind.class);
            List.of(annotation.except()).forEach(kinds::remove);
            // a property of the build, which Maven passes on
            if (System.getProperty("excluded.groups", "").contains("any-jdk")) {
                kinds.removeAll(ON_ANY_JDK);
            }
            return kinds.stream().map(Arguments::of);
        }
    }
}
