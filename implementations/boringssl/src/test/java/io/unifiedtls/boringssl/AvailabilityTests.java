package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.junit.TestIdentities;

class AvailabilityTests {

    @Test
    void isTheFirstOfThosePresent() throws Exception {
        assertThat(TlsImplementation.present())
                .extracting(TlsImplementation::name)
                .containsExactly("boringssl", "jsse");
        assertThat(TlsImplementation.choose(server().build()).summary()).isEqualTo("boringssl");
    }

    @Test
    void givesWayToOneThatCanDoWhatIsConfigured() throws Exception {
        var configuration =
                server().ciphers(List.of(CipherSuite.TLS_AES_256_GCM_SHA384)).build();

        var choice = TlsImplementation.choose(configuration);

        assertThat(choice.implementation().name()).isEqualTo("jsse");
        assertThat(choice.isAvoidable()).isTrue();
        assertThat(choice.skipped())
                .containsOnlyKeys("boringssl", "conscrypt")
                .containsEntry("conscrypt", "the required library is not on the class path");
        assertThat(choice.summary())
                .startsWith("jsse (boringssl skipped: cannot restrict or order")
                .endsWith("; conscrypt skipped: the required library is not on the class path)");
    }

    private static TlsServerConfiguration.Builder server() {
        return TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(Fixture.LOCALHOST)));
    }

    @Test
    void saysWhatItCanDo() {
        var capabilities = Fixture.IMPLEMENTATION.capabilities();

        assertThat(capabilities.versions()).containsExactly(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);
        assertThat(capabilities.ciphers())
                .contains(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_AES_256_GCM_SHA384,
                        CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
                .noneMatch(cipher -> cipher.name().contains("_PSK_"));
        assertThat(capabilities.groups()).contains(NamedGroup.X25519, NamedGroup.X25519MLKEM768);
        assertThat(capabilities.has(TlsFeature.TLS_1_3_RESUMPTION)).isTrue();
        assertThat(capabilities.has(TlsFeature.TLS_1_3_CIPHER_SELECTION)).isFalse();
        assertThat(capabilities.has(TlsFeature.BINARY_INNER_PROTOCOLS)).isFalse();
        assertThat(capabilities.has(TlsFeature.EDWARDS_KEYS)).isFalse();
        assertThat(capabilities.has(TlsFeature.MATERIAL_IDS)).isFalse();
        assertThat(capabilities.has(TlsFeature.HALF_CLOSE)).isFalse();
        assertThat(capabilities.has(TlsFeature.ALL_PEER_KEYS)).isFalse();
    }

    @Test
    void isAbsentWithoutNetty() throws Exception {
        assertThat(absenceWithout("netty-handler")).startsWith("netty-handler or netty-tcnative-classes is missing");
    }

    @Test
    void isAbsentWithoutANativeLibraryForThePlatform() throws Exception {
        assertThat(absenceWithout("boringssl-static"))
                .startsWith("no native library for %s on %s; present: "
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /** Asks for the implementation by name on a class path without a jar, and returns why it cannot be had. */
    private static String absenceWithout(String jar) throws Exception {
        try (var loader = new URLClassLoader(
                classPathWithout(jar), ClassLoader.getSystemClassLoader().getParent())) {
            var named = loader.loadClass(TlsImplementation.class.getName()).getMethod("named", String.class);
            var thrown = new ArrayList<Throwable>();
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> named.invoke(null, "boringssl"))
                    .satisfies(error -> thrown.add(error.getCause()));
            assertThat(thrown.get(0).getMessage())
                    .startsWith("TLS implementation boringssl is not available: ")
                    .endsWith("; present: [jsse]");
            return thrown.get(0).getMessage().replaceFirst("^.*? is not available: ", "");
        }
    }

    private static URL[] classPathWithout(String jar) throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(entry).getFileName().toString().contains(jar)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
