package io.unifiedtls.autoconfigure;

import java.util.List;
import java.util.ServiceLoader;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

import io.unifiedtls.TlsImplementation;

/** What is reached by name when an application runs. Spring Boot adds what binds the properties. */
final class TlsRuntimeHints implements RuntimeHintsRegistrar {

    private static final String TOKENS = "io.unifiedtls.pkcs11.Pkcs11TokenReader";

    private static final String CLIENTS = "io.unifiedtls.autoconfigure.client.";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        // the factory methods of the entries' bean definitions
        hints.reflection().registerType(ContextFactory.class, MemberCategory.INVOKE_DECLARED_METHODS);
        registerServices(hints, classLoader);
        registerClients(hints, classLoader);
        registerJdk(hints, classLoader);
        hints.resources().registerPattern("io/unifiedtls/cipher-suites.txt");
        hints.resources().registerPattern("io/unifiedtls/openssl-ciphers.txt");
    }

    private static void registerServices(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        ServiceLoader.load(TlsImplementation.class, classLoader).stream()
                .forEach(provider ->
                        hints.reflection().registerType(provider.type(), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
        hints.reflection().registerTypeIfPresent(classLoader, TOKENS, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
        hints.resources().registerPattern("META-INF/services/io.unifiedtls.*");
    }

    /** What drivers and clients load by its name, or as a service. */
    private static void registerClients(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        registerClient(hints, classLoader, "javax.net.ssl.SSLSocketFactory", "TlsSocketFactory");
        registerClient(
                hints,
                classLoader,
                "org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory",
                "KafkaEngineFactory");
        registerClient(hints, classLoader, "org.mariadb.jdbc.plugin.TlsSocketPlugin", "MariaDbTlsSocketPlugin");
        registerClient(hints, classLoader, "org.eclipse.jetty.alpn.client.ALPNClientConnection", "JettyAlpnProcessor");
        hints.resources().registerPattern("META-INF/services/org.mariadb.jdbc.plugin.TlsSocketPlugin");
        hints.resources().registerPattern("META-INF/services/org.eclipse.jetty.io.ssl.ALPNProcessor$Client");
    }

    private static void registerClient(
            RuntimeHints hints, @Nullable ClassLoader classLoader, String loading, String loaded) {
        if (ClassUtils.isPresent(loading, classLoader)) {
            hints.reflection()
                    .registerType(
                            TypeReference.of(CLIENTS + loaded),
                            MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
                            MemberCategory.INVOKE_PUBLIC_METHODS);
        }
    }

    /** What newer JDKs have, and what lets the JDK's TLS library send precise alerts. */
    private static void registerJdk(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.reflection()
                .registerType(
                        SSLParameters.class,
                        type -> type.withMethod(
                                        "setNamedGroups", TypeReference.listOf(String[].class), ExecutableMode.INVOKE)
                                .withMethod("getNamedGroups", List.of(), ExecutableMode.INVOKE));
        hints.reflection()
                .registerTypeIfPresent(
                        classLoader, "sun.security.ssl.SSLEngineImpl", type -> type.withField("conContext"));
        hints.reflection()
                .registerTypeIfPresent(
                        classLoader,
                        "sun.security.ssl.TransportContext",
                        type -> type.withMethod(
                                "fatal",
                                List.of(
                                        TypeReference.of("sun.security.ssl.Alert"),
                                        TypeReference.of(String.class),
                                        TypeReference.of(Throwable.class)),
                                ExecutableMode.INVOKE));
        hints.reflection().registerTypeIfPresent(classLoader, "sun.security.ssl.Alert");
    }
}
