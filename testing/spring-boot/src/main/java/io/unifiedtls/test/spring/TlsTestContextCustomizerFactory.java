package io.unifiedtls.test.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link TlsTest} on a test class, or on a class around a nested one. */
final class TlsTestContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        var annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, TlsTest.class);
        return (annotation == null)
                ? null
                : new TlsTestContextCustomizer(
                        List.of(annotation.serverNames()),
                        annotation.clientCertificate(),
                        List.of(annotation.clients()));
    }
}
