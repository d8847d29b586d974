package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DelegatingEngineTests {

    private final StubEngine library = new StubEngine();

    private final DelegatingEngine engine = new DelegatingEngine("www.example.com", 443) {

        @Override
        protected SSLEngine delegate() {
            return DelegatingEngineTests.this.library;
        }
    };

    @Test
    void hasThePeerThatItWasGiven() {
        assertThat(this.engine.getPeerHost()).isEqualTo("www.example.com");
        assertThat(this.engine.getPeerPort()).isEqualTo(443);
    }

    static Stream<Method> questions() {
        return methods().filter(method -> method.getReturnType() != void.class && method.getParameterCount() == 0);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void returnsWhatTheOtherEngineReturns(Method method) throws Exception {
        var answer = answer(method.getReturnType());
        this.library.answer(method.getName(), answer);

        var returned = method.invoke(this.engine);
        assertThat(returned == answer || answer.equals(returned)).isTrue();
    }

    static Stream<Method> changes() {
        return methods().filter(method -> method.getReturnType() == void.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void passesEachChangeOn(Method method) throws Exception {
        var arguments = Arrays.stream(method.getParameterTypes())
                .map(DelegatingEngineTests::answer)
                .toArray();

        method.invoke(this.engine, arguments);

        assertThat(this.library.calls()).containsExactly(method.getName() + Arrays.deepToString(arguments));
    }

    private static Stream<Method> methods() {
        return Arrays.stream(DelegatingEngine.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                // in the same order in each virtual machine
                .sorted(Comparator.comparing(Method::toString));
    }

    private static Object answer(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == String[].class) {
            return new String[] {"one"};
        }
        if (type == HandshakeStatus.class) {
            return HandshakeStatus.NEED_TASK;
        }
        if (type == SSLParameters.class) {
            return new SSLParameters();
        }
        if (type == SSLSession.class || type == Runnable.class || type == BiFunction.class) {
            return Proxy.newProxyInstance(
                    DelegatingEngineTests.class.getClassLoader(),
                    List.of(type).toArray(Class[]::new),
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "toString" -> "a proxy";
                        case "equals" -> proxy == arguments[0];
                        default -> null;
                    });
        }
        return "an answer";
    }
}
