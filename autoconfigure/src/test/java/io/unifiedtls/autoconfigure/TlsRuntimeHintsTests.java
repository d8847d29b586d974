package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.ServiceLoader;

import javax.net.ssl.SSLParameters;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.autoconfigure.client.JettyAlpnProcessor;
import io.unifiedtls.autoconfigure.client.KafkaEngineFactory;
import io.unifiedtls.autoconfigure.client.MariaDbTlsSocketPlugin;
import io.unifiedtls.autoconfigure.client.TlsSocketFactory;
import io.unifiedtls.pkcs11.Pkcs11TokenReader;

class TlsRuntimeHintsTests {

    private final RuntimeHints hints = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
            .applyToSystemProperties(TlsRuntimeHintsTests::ofApplication);

    @Test
    void haveTheFactoryMethodsOfTheEntries() {
        for (var method : new String[] {"server", "client", "webServer"}) {
            assertThat(reflection().onMethodInvocation(ContextFactory.class, method))
                    .accepts(this.hints);
        }
    }

    @Test
    void haveTheRecordsThatPropertiesAreBoundTo() {
        for (var type : new Class<?>[] {
            TlsProperties.class, TlsProperties.Server.class, TlsProperties.Client.class, TlsProperties.Trust.class
        }) {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                assertThat(reflection().onConstructorInvocation(constructor)).accepts(this.hints);
            }
        }
    }

    @Test
    void haveEveryServiceOnTheClassPath() throws Exception {
        for (var provider : ServiceLoader.load(TlsImplementation.class).stream().toList()) {
            assertThat(reflection().onConstructorInvocation(provider.type().getDeclaredConstructor()))
                    .accepts(this.hints);
        }
        assertThat(reflection().onConstructorInvocation(Pkcs11TokenReader.class.getDeclaredConstructor()))
                .accepts(this.hints);
        assertThat(resource().forResource("META-INF/services/" + TlsImplementation.class.getName()))
                .accepts(this.hints);
        assertThat(resource().forResource("META-INF/services/io.unifiedtls.internal.material.TokenReader"))
                .accepts(this.hints);
    }

    @Test
    void haveWhatDriversLoad() throws Exception {
        assertThat(reflection().onConstructorInvocation(TlsSocketFactory.class.getConstructor(String.class)))
                .accepts(this.hints);
        assertThat(reflection().onMethodInvocation(TlsSocketFactory.class.getMethod("getDefault")))
                .accepts(this.hints);
        assertThat(reflection().onConstructorInvocation(KafkaEngineFactory.class.getConstructor()))
                .accepts(this.hints);
        assertThat(reflection().onConstructorInvocation(MariaDbTlsSocketPlugin.class.getConstructor()))
                .accepts(this.hints);
        assertThat(reflection().onConstructorInvocation(JettyAlpnProcessor.class.getConstructor()))
                .accepts(this.hints);
        assertThat(resource().forResource("META-INF/services/org.mariadb.jdbc.plugin.TlsSocketPlugin"))
                .accepts(this.hints);
        assertThat(resource().forResource("META-INF/services/org.eclipse.jetty.io.ssl.ALPNProcessor$Client"))
                .accepts(this.hints);
    }

    @Test
    void haveTheNamesOfCipherSuites() {
        for (var file : List.of("cipher-suites.txt", "openssl-ciphers.txt")) {
            assertThat(resource().forResource("io/unifiedtls/" + file)).accepts(this.hints);
            assertThat(TlsImplementation.class.getResource(file)).isNotNull();
        }
    }

    /** Methods that JDK 17, with which this is compiled, does not have. */
    @Test
    void haveWhatIsLookedUpInTheJdk() {
        assertThat(this.hints.reflection().getTypeHint(SSLParameters.class).methods())
                .extracting("name")
                .containsExactlyInAnyOrder("setNamedGroups", "getNamedGroups");
        assertThat(reflection().onType(TypeReference.of("sun.security.ssl.Alert")))
                .accepts(this.hints);
        assertThat(reflection().onType(TypeReference.of("sun.security.ssl.SSLEngineImpl")))
                .accepts(this.hints);
        assertThat(reflection().onType(TypeReference.of("sun.security.ssl.TransportContext")))
                .accepts(this.hints);
    }

    private static RuntimeHints ofApplication() {
        var generation = new TestGenerationContext();
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(TlsAutoConfiguration.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        return generation.getRuntimeHints();
    }
}
