package io.unifiedtls.test.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;

/** What becomes of an application context, for test classes that are not run. */
class TlsTestTests {

    private TestContextManager manager;

    @AfterEach
    void close() {
        this.manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    }

    @Test
    void requiresAWebServer() {
        assertThatFailure(InAMockEnvironment.class)
                .isEqualTo("@TlsTest on InAMockEnvironment requires a web server; add @SpringBootTest(webEnvironment ="
                        + " WebEnvironment.RANDOM_PORT), since a mock environment has no connections");
    }

    @Test
    void requiresTheAutoConfiguration() {
        assertThatFailure(WithoutTls.class)
                .isEqualTo("@TlsTest requires the auto-configuration of Unified TLS, which is not active; add the"
                        + " dependency unified-tls-spring-boot-starter, or stop excluding TlsAutoConfiguration");
    }

    @Test
    void refusesKeyMaterialInThePropertiesOfTheTest() {
        assertThatFailure(WithItsOwnCertificate.class)
                .isEqualTo(
                        "tls.servers.web.certificate-chains is set by the test (Inlined Test Properties),"
                                + " but @TlsTest sets all keys and certificates of this entry; remove the property or @TlsTest");
    }

    @Test
    void refusesKeyMaterialInDynamicProperties() {
        assertThatFailure(WithItsOwnTrustStore.class)
                .isEqualTo(
                        "tls.servers.web.trust-store is set by the test (Dynamic Test Properties),"
                                + " but @TlsTest sets all keys and certificates of this entry; remove the property or @TlsTest");
    }

    @Test
    void refusesAClientThatIsNotConfigured() {
        assertThatFailure(WithAnUnknownClient.class)
                .isEqualTo(
                        "@TlsTest names the client 'shop', but there is no tls.clients.shop; remove it from clients, or"
                                + " add the entry");
    }

    @Test
    void equalAnnotationsShareAContext() {
        var one = load(SharesAContext.class);

        assertThat(load(SharesTheSameContext.class)).isSameAs(one);
        assertThat(load(HasAnotherName.class)).isNotSameAs(one);
    }

    private AbstractStringAssert<?> assertThatFailure(Class<?> test) {
        return assertThat(assertThatIllegalStateException()
                .isThrownBy(() -> load(test))
                .actual()
                .getCause()
                .getMessage());
    }

    private ApplicationContext load(Class<?> test) {
        this.manager = new TestContextManager(test);
        return this.manager.getTestContext().getApplicationContext();
    }

    @TlsTest
    @SpringBootTest(classes = ServerApplications.OnTomcat.class)
    static class InAMockEnvironment {}

    @TlsTest
    @SpringBootTest(classes = WithoutTls.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT)
    static class WithoutTls {

        @Configuration(proxyBeanMethods = false)
        @ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
        static class Application {}
    }

    @TlsTest
    @SpringBootTest(
            classes = ServerApplications.OnTomcat.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = "tls.servers.web.certificateChains[0].certificate=www.pem")
    static class WithItsOwnCertificate {}

    @TlsTest
    @SpringBootTest(classes = ServerApplications.OnTomcat.class, webEnvironment = WebEnvironment.RANDOM_PORT)
    static class WithItsOwnTrustStore {

        @DynamicPropertySource
        static void trustStore(DynamicPropertyRegistry registry) {
            registry.add("tls.servers.web.trust-store.certificates", () -> "ca.pem");
        }
    }

    @TlsTest(clients = "shop")
    @SpringBootTest(classes = ServerApplications.OnTomcat.class, webEnvironment = WebEnvironment.RANDOM_PORT)
    static class WithAnUnknownClient {}

    @TlsTest(serverNames = "www.shop.test")
    @SpringBootTest(classes = ServerApplications.OnTomcat.class, webEnvironment = WebEnvironment.RANDOM_PORT)
    static class SharesAContext {}

    @TlsTest(serverNames = "www.shop.test")
    @SpringBootTest(classes = ServerApplications.OnTomcat.class, webEnvironment = WebEnvironment.RANDOM_PORT)
    static class SharesTheSameContext {}

    @TlsTest(serverNames = "api.shop.test")
    @SpringBootTest(classes = ServerApplications.OnTomcat.class, webEnvironment = WebEnvironment.RANDOM_PORT)
    static class HasAnotherName {}
}
