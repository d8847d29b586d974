package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** A running application, and what its listener was told since the test last asked. Not thread-safe. */
final class TlsServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Map<ServerKind, TlsServer> SHARED = new EnumMap<>(ServerKind.class);

    private final ConfigurableApplicationContext application;

    private final RecordedHandshakes handshakes;

    private boolean isShared;

    /** How much of what was told has been looked at. */
    private int seen;

    private TlsServer(ConfigurableApplicationContext application) {
        this.application = application;
        this.handshakes = application.getBean(RecordedHandshakes.class);
    }

    /**
     * Returns an application with {@link Site#properties} alone, which the test classes of this virtual machine share.
     * It stops with the virtual machine, whatever closes it before.
     */
    static synchronized TlsServer shared(ServerKind kind) {
        return SHARED.computeIfAbsent(kind, any -> {
            var server = start(kind, sharedApplication(kind), Site.properties());
            server.isShared = true;
            return server;
        });
    }

    /**
     * An application on Netty that ends stops the event loops which all share by default, and so every other server.
     */
    private static Class<?> sharedApplication(ServerKind kind) {
        return kind.isNetty() ? OwnEventLoops.class : kind.application();
    }

    /** Starts an application with properties {@code tls.servers.web.…}. */
    static TlsServer start(ServerKind kind, Map<String, String> web, String... properties) {
        return start(kind, kind.application(), web, properties);
    }

    /** Starts an application with a configuration of its own, and properties {@code tls.servers.web.…}. */
    static TlsServer start(ServerKind kind, Class<?> application, Map<String, String> web, String... properties) {
        return start(kind, new Class<?>[] {application}, web, properties);
    }

    /** Starts an application with more beans, and properties {@code tls.servers.web.…}. */
    static TlsServer startWith(ServerKind kind, Class<?> beans, Map<String, String> web, String... properties) {
        return start(kind, new Class<?>[] {kind.application(), beans}, web, properties);
    }

    private static TlsServer start(
            ServerKind kind, Class<?>[] configurations, Map<String, String> web, String... properties) {
        var all = new TreeMap<String, Object>(Map.of(
                "server.port",
                "0",
                "tls.implementation",
                kind.implementation(),
                "spring.main.banner-mode",
                "off",
                "spring.reactor.netty.shutdown-quiet-period",
                "0s"));
        web.forEach((name, value) -> all.put("tls.servers.web." + name, value));
        Arrays.stream(properties).map(one -> one.split("=", 2)).forEach(one -> all.put(one[0], one[1]));
        return new TlsServer(new SpringApplicationBuilder(configurations)
                .web(kind.applicationType())
                .properties(all)
                .run());
    }

    int port() {
        return this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    URI uri() {
        return URI.create("https://localhost:%d/".formatted(port()));
    }

    ConfigurableApplicationContext application() {
        return this.application;
    }

    /** Returns the outcome of the one handshake since the last call, and checks that nothing else was told. */
    HandshakeEvent outcome(Kind kind) {
        var told = awaitOutcome();
        assertThat(told.kind()).isEqualTo(kind);
        return told.event();
    }

    /** Returns the one outcome where several are right. */
    HandshakeEvent anyOutcome() {
        return awaitOutcome().event();
    }

    private RecordedHandshakes.Told awaitOutcome() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(this.handshakes.told()).hasSizeGreaterThanOrEqualTo(this.seen + 2));
        var told = this.handshakes.told();
        var fresh = told.subList(this.seen, told.size());
        this.seen = told.size();
        assertThat(fresh).hasSize(2);
        assertThat(fresh.get(0).kind()).isEqualTo(Kind.BEGUN);
        return fresh.get(1);
    }

    /** Waits until each of so many handshakes since the last look has had one outcome. */
    void awaitOutcomes(int count) {
        awaitFresh(count);
    }

    /** Returns the outcomes of so many handshakes since the last look, and checks that nothing else was told. */
    List<HandshakeEvent> outcomes(Kind kind, int count) {
        var outcomes = awaitFresh(count).stream()
                .filter(told -> told.kind() != Kind.BEGUN)
                .toList();
        assertThat(outcomes).hasSize(count).allMatch(told -> told.kind() == kind);
        return outcomes.stream().map(RecordedHandshakes.Told::event).toList();
    }

    private List<RecordedHandshakes.Told> awaitFresh(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(
                        () -> assertThat(this.handshakes.told()).hasSizeGreaterThanOrEqualTo(this.seen + 2 * count));
        var told = this.handshakes.told();
        assertThat(told).hasSize(this.seen + 2 * count);
        var fresh = told.subList(this.seen, told.size());
        this.seen = told.size();
        return fresh;
    }

    /** Waits until no socket of a connection is open on the server's side. */
    void awaitNoConnections() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(OpenSockets.of(port())).isEmpty());
    }

    /**
     * Stops the application unless it is shared, and checks that no handshake had a second outcome, or one that no test
     * asked for.
     */
    @Override
    public void close() {
        if (!this.isShared) {
            this.application.close();
        }
        assertThat(this.handshakes.told()).hasSize(this.seen);
    }

    /** {@link NettyApplication} with event loops of its own. */
    @Configuration(proxyBeanMethods = false)
    static class OwnEventLoops extends NettyApplication {

        @Bean
        ReactorResourceFactory reactorResourceFactory() {
            var resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            return resources;
        }
    }
}
