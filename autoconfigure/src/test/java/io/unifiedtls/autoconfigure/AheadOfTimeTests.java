package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;

class AheadOfTimeTests {

    private static final String QUALIFIER = "org.springframework.beans.factory.annotation.Qualifier";

    @Test
    void generatesTheBeansOfContextsWithTheirQualifiers() {
        var code = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                .applyToSystemProperties(AheadOfTimeTests::generate);

        assertThat(code)
                .contains("\"paymentsClientContext\"")
                .contains("addQualifier(new AutowireCandidateQualifier(\"" + QUALIFIER + "\", \"payments\"))")
                .contains("getBean(\"tlsContextFactory\", ContextFactory.class).client(args.get(0))");
    }

    private static String generate() throws Exception {
        var files = new InMemoryGeneratedFiles();
        var names = new ClassNameGenerator(ClassName.get(AheadOfTimeTests.class));
        var generation = new DefaultGenerationContext(names, files);
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(TlsAutoConfiguration.class);
            TestPropertyValues.of("tls.clients.payments.trust-store.system=true")
                    .applyTo(context);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
        }
        return files.getGeneratedFiles(Kind.SOURCE).values().stream()
                .map(AheadOfTimeTests::text)
                .collect(Collectors.joining());
    }

    private static String text(InputStreamSource source) {
        try (var input = source.getInputStream()) {
            return new String(input.readAllBytes());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
