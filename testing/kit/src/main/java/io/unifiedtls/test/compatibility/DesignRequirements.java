package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TrustStore;

/** What PEP 748 says of the API as a whole. */
abstract class DesignRequirements extends Requirements {

    private static final List<Class<?>> API = List.of(
            TlsImplementation.class,
            TlsClientConfiguration.class,
            TlsClientConfiguration.Builder.class,
            TlsServerConfiguration.class,
            TlsServerConfiguration.Builder.class,
            ClientContext.class,
            ServerContext.class,
            TlsSocket.class,
            TlsServerSocket.class,
            TlsBuffer.class,
            TlsCertificate.class,
            TlsPrivateKey.class,
            SigningChain.class,
            TrustStore.class,
            CipherSuite.class,
            NextProtocol.class);

    @Test
    void p1HasNoNotionOfOneLibrary() {
        var notions = List.of("openssl", "option", "capath", "purpose", "callback", "ctx", "bio");

        // OpenSSL's names for cipher suites are a notation, in which people have them written down.
        assertThat(methods()
                        .map(Method::getName)
                        .filter(name -> !List.of("fromOpenSsl", "openSslName").contains(name))
                        .map(name -> name.toLowerCase(Locale.ROOT)))
                .allSatisfy(name -> assertThat(notions).noneMatch(name::contains));
    }

    @Test
    void p3WrapsAChannelByAMethodOfItsOwnOnly() {
        assertThat(Stream.of(ClientContext.class, ServerContext.class)
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(method -> !method.getName().equals("secure")))
                .allSatisfy(method ->
                        assertThat(method.getParameterTypes()).doesNotContain(Socket.class, SocketChannel.class));
    }

    @Test
    void p134HasNoWayToSwitchVerificationOff() {
        var notions = List.of("insecure", "verify", "trustall", "disable", "unsafe", "hostname");

        assertThat(methods()
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .map(method -> method.getName().toLowerCase(Locale.ROOT)))
                .allSatisfy(name -> assertThat(notions).noneMatch(name::contains));
    }

    @Test
    void p143HasTheTypesOfNoLibrary() {
        var ours = List.of("java.", "javax.net.ssl.", "io.unifiedtls.");

        assertThat(methods().flatMap(DesignRequirements::types))
                .allSatisfy(
                        type -> assertThat(type.isPrimitive() || ours.stream().anyMatch(type.getName()::startsWith))
                                .as(type.getName())
                                .isTrue());
        assertThat(methods().flatMap(DesignRequirements::types))
                .allSatisfy(type -> assertThat(type.getName()).doesNotContain(".internal."));
    }

    @Test
    void p1p143GivesTheJvmsLibrariesWhatTheyTake() throws Exception {
        assertThat(peers().client().sslContext()).isInstanceOf(SSLContext.class);
        assertThat(peers().server().sslContext()).isInstanceOf(SSLContext.class);
        assertThat(peers().client().createEngine("localhost", 443).getUseClientMode())
                .isTrue();
        assertThat(peers().server().createEngine().getUseClientMode()).isFalse();
    }

    private static Stream<Method> methods() {
        return API.stream().flatMap(type -> Arrays.stream(type.getMethods()));
    }

    private static Stream<Class<?>> types(Method method) {
        return Stream.concat(Stream.<Class<?>>of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
                .map(type -> type.isArray() ? type.getComponentType() : type);
    }
}
