package io.unifiedtls.internal.javax;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientAuthentication;

/**
 * The settings of a socket, which its engine gets when the handshake begins. They can only narrow down what the context
 * is configured for. Thread-safe.
 */
final class SocketSettings {

    private static final List<Property<?>> PROPERTIES = Stream.concat(
                    Stream.of(
                            new Property<>(SSLParameters::getCipherSuites, SSLParameters::setCipherSuites),
                            new Property<>(SSLParameters::getProtocols, SSLParameters::setProtocols),
                            new Property<>(
                                    SSLParameters::getApplicationProtocols, SSLParameters::setApplicationProtocols),
                            new Property<>(SSLParameters::getServerNames, SSLParameters::setServerNames),
                            new Property<>(SSLParameters::getSNIMatchers, SSLParameters::setSNIMatchers),
                            new Property<>(
                                    SSLParameters::getAlgorithmConstraints, SSLParameters::setAlgorithmConstraints),
                            new Property<>(
                                    SSLParameters::getEndpointIdentificationAlgorithm,
                                    SSLParameters::setEndpointIdentificationAlgorithm),
                            new Property<>(
                                    SSLParameters::getUseCipherSuitesOrder, SSLParameters::setUseCipherSuitesOrder),
                            new Property<>(SSLParameters::getMaximumPacketSize, SSLParameters::setMaximumPacketSize),
                            new Property<>(SocketSettings::clientAuthentication, SocketSettings::ask)),
                    // since JDK 19 and 20
                    Stream.of("SignatureSchemes", "NamedGroups").flatMap(SocketSettings::newer))
            .toList();

    private final SSLParameters defaults;

    private SSLParameters current;

    private boolean sessionCreation = true;

    /** What can be set, and is left unchanged if it is null. */
    private record Property<T>(Function<SSLParameters, @Nullable T> getter, BiConsumer<SSLParameters, T> setter) {

        void copy(SSLParameters from, SSLParameters to) {
            var value = this.getter.apply(from);
            if (value != null) {
                this.setter.accept(to, value);
            }
        }

        boolean isSame(SSLParameters one, SSLParameters other) {
            return Objects.deepEquals(this.getter.apply(one), this.getter.apply(other));
        }
    }

    SocketSettings(SSLParameters defaults) {
        this(defaults, defaults);
    }

    private SocketSettings(SSLParameters defaults, SSLParameters current) {
        this.defaults = defaults;
        this.current = current;
    }

    /** Returns settings that change independently of these. */
    synchronized SocketSettings copy() {
        var copy = new SocketSettings(this.defaults, this.current);
        copy.sessionCreation = this.sessionCreation;
        return copy;
    }

    String[] supportedCipherSuites() {
        return this.defaults.getCipherSuites();
    }

    String[] supportedProtocols() {
        return this.defaults.getProtocols();
    }

    /** Returns new parameters. */
    synchronized SSLParameters parameters() {
        return with(this.current);
    }

    private SSLParameters with(SSLParameters changes) {
        var result = new SSLParameters();
        PROPERTIES.forEach(property -> property.copy(this.current, result));
        PROPERTIES.forEach(property -> property.copy(changes, result));
        return result;
    }

    synchronized void set(SSLParameters changes) {
        var next = with(changes);
        requireSupported(next.getCipherSuites(), supportedCipherSuites(), "cipher suite");
        requireSupported(next.getProtocols(), supportedProtocols(), "protocol");
        this.current = next;
    }

    synchronized void change(Consumer<SSLParameters> change) {
        var next = parameters();
        change.accept(next);
        set(next);
    }

    private static void requireSupported(String[] names, String[] supported, String kind) {
        for (var name : names) {
            if (!List.of(supported).contains(name)) {
                throw new IllegalArgumentException("the context does not support the %s %s; supported: %s"
                        .formatted(kind, name, Arrays.toString(supported)));
            }
        }
    }

    synchronized boolean sessionCreation() {
        return this.sessionCreation;
    }

    synchronized void setSessionCreation(boolean enabled) {
        this.sessionCreation = enabled;
    }

    /** Sets on an engine what was changed, and nothing else: it may have settings that the parameters cannot hold. */
    synchronized void applyTo(SSLEngine engine) {
        var changed = PROPERTIES.stream()
                .filter(property -> !property.isSame(this.current, this.defaults))
                .toList();
        if (!changed.isEmpty()) {
            var parameters = engine.getSSLParameters();
            changed.forEach(property -> property.copy(this.current, parameters));
            engine.setSSLParameters(parameters);
        }
        if (!this.sessionCreation) {
            engine.setEnableSessionCreation(false);
        }
    }

    private static ClientAuthentication clientAuthentication(SSLParameters parameters) {
        if (parameters.getNeedClientAuth()) {
            return ClientAuthentication.REQUIRED;
        }
        return parameters.getWantClientAuth() ? ClientAuthentication.OPTIONAL : ClientAuthentication.NONE;
    }

    private static void ask(SSLParameters parameters, ClientAuthentication authentication) {
        switch (authentication) {
            case NONE -> parameters.setWantClientAuth(false);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
    }

    private static Stream<Property<String[]>> newer(String name) {
        try {
            var getter = SSLParameters.class.getMethod("get" + name);
            var setter = SSLParameters.class.getMethod("set" + name, String[].class);
            return Stream.of(new Property<>(
                    from -> (String[]) call(() -> getter.invoke(from)),
                    (to, value) -> call(() -> setter.invoke(to, (Object) value))));
        } catch (NoSuchMethodException olderJdk) {
            return Stream.empty();
        }
    }

    @FunctionalInterface
    private interface Call {

        @Nullable
        Object run() throws IllegalAccessException, InvocationTargetException;
    }

    private static @Nullable Object call(Call call) {
        try {
            return call.run();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
