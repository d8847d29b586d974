package io.unifiedtls.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.metrics.TlsMetricsAutoConfiguration;

/** What observation costs a full handshake: contexts as the starter makes them, with a meter registry and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(3)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ObservationBenchmark {

    @Param({"JSSE", "BORINGSSL"})
    public Library library = Library.JSSE;

    private ConfigurableApplicationContext measured;
    private ConfigurableApplicationContext plain;
    private HandshakeLane lane;

    /** Nanoseconds spent. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanos {
        public long rounds;
        public long observedOurs;
        public long observedBare;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({TlsAutoConfiguration.class, TlsMetricsAutoConfiguration.class})
    static class Measured {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Setup
    public void open() throws IOException {
        var material = Material.ec();
        var directory = Files.createTempDirectory("observation");
        material.certificate().writeCombined(directory);
        Files.write(directory.resolve("ca.pem"), material.authority().certificatePem());
        this.measured = start(Measured.class, directory);
        this.plain = start(Plain.class, directory);
        this.lane = new HandshakeLane(engines(this.measured), engines(this.plain), false);
        if (this.measured.getBeanProvider(HandshakeListener.class).stream().count()
                == this.plain.getBeanProvider(HandshakeListener.class).stream().count()) {
            throw new IllegalStateException("no listener for the meters");
        }
    }

    private ConfigurableApplicationContext start(Class<?> configuration, Path directory) {
        SpringApplication application = new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .build();
        return application.run(
                "--tls.implementation=" + this.library.name().toLowerCase(java.util.Locale.ROOT),
                "--tls.servers.benchmark.certificate-chains[0].certificate=file:" + directory.resolve("combined.pem"),
                "--tls.clients.benchmark.trust-store.certificates=file:" + directory.resolve("ca.pem"));
    }

    private static OurEngines engines(ConfigurableApplicationContext application) {
        return new OurEngines(application.getBean(ServerContext.class), application.getBean(ClientContext.class));
    }

    @Benchmark
    public void handshakes(Nanos nanos) throws SSLException {
        this.lane.round();
        nanos.rounds += HandshakeLane.ROW;
        nanos.observedOurs += this.lane.oursNanos();
        nanos.observedBare += this.lane.bareNanos();
    }

    @TearDown
    public void close() {
        this.measured.close();
        this.plain.close();
    }
}
