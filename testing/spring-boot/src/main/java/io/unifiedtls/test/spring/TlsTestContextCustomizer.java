package io.unifiedtls.test.spring;

import java.util.List;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Applies {@link TlsTest} to an application context. Equal ones share a context.
 *
 * @param serverNames the additional names of the server certificate
 * @param clientCertificate whether the test clients have a certificate
 * @param clients the entries of {@code tls.clients} that use the CA of the tests
 */
record TlsTestContextCustomizer(List<String> serverNames, boolean clientCertificate, List<String> clients)
        implements ContextCustomizer {

    private static final String WEB_SERVER_CONTEXT =
            "org.springframework.boot.web.server.context.WebServerApplicationContext";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        if (!hasWebServer(context)) {
            throw new IllegalStateException(("@TlsTest on %s requires a web server; add"
                            + " @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT), since a mock environment"
                            + " has no connections")
                    .formatted(configuration.getTestClass().getSimpleName()));
        }
        var authority = TlsTestAuthority.get();
        var beans = context.getBeanFactory();
        beans.registerSingleton("tlsTestAuthority", authority);
        beans.registerSingleton(
                "tlsTestClientCredentials", TestClientCredentials.of(authority, this.clientCertificate));
        context.addBeanFactoryPostProcessor(
                new TestKeyMaterial(context.getEnvironment(), authority, this.serverNames, this.clients));
    }

    private static boolean hasWebServer(ConfigurableApplicationContext context) {
        var classLoader = context.getClassLoader();
        return ClassUtils.isPresent(WEB_SERVER_CONTEXT, classLoader)
                && ClassUtils.resolveClassName(WEB_SERVER_CONTEXT, classLoader).isInstance(context);
    }
}
