package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.test.TestAuthority;

class ConnectionSessionTests {

    private static final Set<String> CHANGED =
            Set.of("getId", "getPeerCertificates", "getLocalCertificates", "getPeerHost", "getPeerPort");

    private static final X509Certificate CERTIFICATE =
            TestAuthority.create("Root").certificate();

    private final Map<String, @Nullable Object> answers = new HashMap<>(Map.of("getProtocol", "TLSv1.3"));

    private final List<String> calls = new ArrayList<>();

    private final SSLSession library = (SSLSession) Proxy.newProxyInstance(
            ConnectionSessionTests.class.getClassLoader(), new Class<?>[] {SSLSession.class}, this::answer);

    private final SSLEngine engine = new DelegatingEngine("www.example.com", 443) {

        @Override
        protected SSLEngine delegate() {
            return new StubEngine();
        }
    };

    private final ConnectionSession session = new ConnectionSession(this.engine, this.library, List::of);

    private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments) {
        if (method.getReturnType() == void.class) {
            this.calls.add(method.getName() + Arrays.deepToString(arguments));
        }
        return this.answers.get(method.getName());
    }

    static Stream<Method> forwarded() {
        return Arrays.stream(SSLSession.class.getMethods())
                .filter(method -> !method.isDefault() && !CHANGED.contains(method.getName()))
                // in the same order in each virtual machine
                .sorted(Comparator.comparing(Method::toString));
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void isThatOfTheLibrary(Method method) throws Exception {
        var answer = value(method.getReturnType());
        this.answers.put(method.getName(), answer);
        var arguments = Arrays.stream(method.getParameterTypes())
                .map(ConnectionSessionTests::value)
                .toArray();

        var returned = method.invoke(this.session, arguments);

        if (method.getReturnType() == void.class) {
            assertThat(this.calls)
                    .containsExactly(
                            method.getName() + ((arguments.length == 0) ? "null" : Arrays.deepToString(arguments)));
        } else {
            assertThat(returned).isEqualTo(answer);
        }
    }

    private static Object value(Class<?> type) {
        if (type == int.class) {
            return 7;
        }
        if (type == long.class) {
            return 7L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == String[].class) {
            return new String[] {"one"};
        }
        if (type == Principal.class || type == SSLSessionContext.class) {
            return Proxy.newProxyInstance(
                    ConnectionSessionTests.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> method.getName().equals("equals") ? proxy == arguments[0] : null);
        }
        return "a value";
    }

    @Test
    void knowsWhoseItIs() {
        assertThat(this.session.isOf(this.library)).isTrue();
        assertThat(this.session.isOf(this.session)).isFalse();
    }

    @Test
    void isNotValidIfThatOfTheLibraryIsNot() {
        this.answers.put("isValid", false);

        assertThat(this.session.isValid()).isFalse();
    }

    @Test
    void hasThePeerOfTheConnection() {
        assertThat(this.session.getPeerHost()).isEqualTo("www.example.com");
        assertThat(this.session.getPeerPort()).isEqualTo(443);
    }

    // ---- identifiers

    @Test
    void hasTheIdOfTheLibrary() {
        this.answers.put("getId", new byte[] {1, 2});

        assertThat(this.session.getId()).containsExactly(1, 2).isNotSameAs(this.session.getId());
    }

    @Test
    void hasOneRandomIdIfTheLibraryHasNone() {
        this.answers.put("getId", new byte[0]);

        var id = this.session.getId();

        assertThat(id).hasSize(32).isEqualTo(this.session.getId()).isNotEqualTo(new byte[32]);
        assertThat(new ConnectionSession(this.engine, this.library, List::of).getId())
                .isNotEqualTo(id);
    }

    @Test
    void hasARandomIdIfTheLibraryHasNull() {
        assertThat(this.session.getId()).hasSize(32);
    }

    @Test
    void hasNoIdOfItsOwnBeforeTheHandshake() {
        this.answers.put("getProtocol", "NONE");
        assertThat(this.session.getId()).isEmpty();

        this.answers.put("getId", new byte[] {1});
        assertThat(this.session.getId()).containsExactly(1);
    }

    // ---- certificates

    @Test
    void hasX509Certificates() throws Exception {
        this.answers.put("getPeerCertificates", new Certificate[] {CERTIFICATE});
        this.answers.put("getLocalCertificates", new Certificate[] {CERTIFICATE});

        assertThat(this.session.getPeerCertificates())
                .isInstanceOf(X509Certificate[].class)
                .containsExactly(CERTIFICATE);
        assertThat(this.session.getLocalCertificates())
                .isInstanceOf(X509Certificate[].class)
                .containsExactly(CERTIFICATE);
    }

    @Test
    void keepsAnArrayThatIsRightAlready() throws Exception {
        var certificates = new X509Certificate[] {CERTIFICATE};
        this.answers.put("getPeerCertificates", certificates);

        assertThat(this.session.getPeerCertificates()).isSameAs(certificates);
    }

    @Test
    void hasNoLocalCertificatesIfNoneWereSent() {
        assertThat(this.session.getLocalCertificates()).isNull();
    }

    // ---- what only some libraries have

    @Test
    void hasNothingThatTheLibraryDoesNotHave() {
        assertThat(this.session.getLocalSupportedSignatureAlgorithms()).isEmpty();
        assertThat(this.session.getPeerSupportedSignatureAlgorithms()).isEmpty();
        assertThat(this.session.getRequestedServerNames()).isEmpty();
        assertThat(this.session.getStatusResponses()).isEmpty();
    }
}
