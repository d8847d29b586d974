package io.unifiedtls.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the web server of a {@code @SpringBootTest} with a certificate of a CA that exists only in this JVM, and has
 * Spring Boot's test clients ({@code RestTestClient}, {@code WebTestClient} and {@code TestRestTemplate}) trust that
 * CA.
 *
 * <pre>
 * &#64;TlsTest
 * &#64;AutoConfigureRestTestClient
 * &#64;SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
 * class ShopTests { … }
 * </pre>
 *
 * <p>The key material of {@code tls.servers.web}, and of {@code tls.servers.management} if configured, is replaced:
 * {@code certificate-chains}, {@code certificate-directory}, {@code source}, {@code trust-store} and
 * {@code session-ticket-keys}, wherever the application configures them. All other settings stay those of the
 * application, such as {@code client-authentication}. A test whose own properties set key material of these entries
 * fails. With a random port, {@code redirect-http-port} is random, too.
 *
 * <p>Tests with equal annotations share an application context, as usual. {@link TlsTestAuthority} is a bean.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface TlsTest {

    /** Names of the server certificate in addition to {@code localhost}, {@code 127.0.0.1} and {@code ::1}. */
    String[] serverNames() default {};

    /**
     * Whether the test clients have a client certificate, which they send if the server requests one. Its subject is
     * {@code CN=test-client}.
     */
    boolean clientCertificate() default false;

    /**
     * Entries of {@code tls.clients} that trust the CA of the tests instead of their own, and whose client certificate,
     * if configured, is one of this CA.
     */
    String[] clients() default {};
}
