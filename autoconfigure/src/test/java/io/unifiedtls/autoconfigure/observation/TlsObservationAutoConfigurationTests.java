package io.unifiedtls.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

class TlsObservationAutoConfigurationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    private final ObservationRegistry registry = ObservationRegistry.create();

    private final List<Observation.Context> started = new ArrayList<>();

    private final List<Observation.Context> stopped = new ArrayList<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsObservationAutoConfiguration.class))
            .withPropertyValues(
                    "tls.servers.web.certificate-chains[0].certificate="
                            + pem(AUTHORITY.server("localhost").combinedPem()),
                    "tls.clients.payments.trust-store.certificates=" + pem(AUTHORITY.certificatePem()))
            .withBean(ObservationRegistry.class, () -> this.registry);

    private static String pem(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @BeforeEach
    void record() {
        this.registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                TlsObservationAutoConfigurationTests.this.started.add(context);
            }

            @Override
            public void onStop(Observation.Context context) {
                TlsObservationAutoConfigurationTests.this.stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof TlsHandshakeObservationContext;
            }
        });
    }

    @Test
    void observesTheHandshakeOfAClientBelowWhatItsThreadDoes() {
        var parent = Observation.start("payment", this.registry);
        parent.scoped(() -> handshake("localhost"));

        assertThat(this.started).isEqualTo(this.stopped).singleElement().satisfies(context -> {
            assertThat(context.getName()).isEqualTo("tls.client.handshake");
            assertThat(Objects.requireNonNull(context.getParentObservation())
                            .getContextView()
                            .getName())
                    .isEqualTo("payment");
            assertThat(context.getLowCardinalityKeyValues())
                    .contains(
                            KeyValue.of("context", "payments"),
                            KeyValue.of("outcome", "success"),
                            KeyValue.of("version", "TLSv1.3"),
                            KeyValue.of("resumed", "false"),
                            KeyValue.of("reason", "none"));
            assertThat(context.getHighCardinalityKeyValues())
                    .contains(KeyValue.of("server.address", "localhost"), KeyValue.of("server.port", "443"))
                    .extracting(KeyValue::getKey)
                    .contains("tls.cipher", "tls.curve");
            assertThat(context.getError()).isNull();
        });
    }

    @Test
    void saysWhyAHandshakeFailed() {
        handshake("other.example.com");

        assertThat(this.stopped).singleElement().satisfies(context -> {
            assertThat(context.getLowCardinalityKeyValues())
                    .contains(KeyValue.of("outcome", "failure"), KeyValue.of("reason", "certificate_hostname"));
            assertThat(context.getError()).hasMessageContaining("other.example.com");
        });
    }

    @Test
    void leavesOutWhatAPredicateExcludes() {
        this.registry.observationConfig().observationPredicate((name, context) -> !"tls.client.handshake".equals(name));

        handshake("localhost");

        assertThat(this.started).isEmpty();
    }

    @Test
    void takesTheConventionOfTheApplication() {
        this.registry.observationConfig().observationConvention(new OtherName());

        handshake("localhost");

        assertThat(this.stopped)
                .singleElement()
                .satisfies(context -> assertThat(context.getName()).isEqualTo("handshake of payments"));
    }

    @Test
    void forgetsHandshakesThatWereAbandoned() {
        var observations = new HandshakeObservations(() -> this.registry);

        for (var id = 0; id <= 10_000; id++) {
            observations.begun(event(id));
        }
        observations.aborted(event(0));
        assertThat(this.stopped).isEmpty();

        observations.aborted(event(1));
        assertThat(this.stopped).hasSize(1);
    }

    @Test
    void isAbsentWithoutARegistry() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TlsAutoConfiguration.class, TlsObservationAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(HandshakeObservations.class));
    }

    private void handshake(String host) {
        this.runner.run(context -> {
            var client = context.getBean(ClientContext.class).createEngine(host, 443);
            var server = context.getBean(ServerContext.class).createEngine();
            if (host.equals("localhost")) {
                Handshakes.complete(client, server);
            } else {
                assertThatException().isThrownBy(() -> Handshakes.complete(client, server));
            }
        });
    }

    private static HandshakeEvent event(long id) {
        return HandshakeEvent.builder(Side.CLIENT, "payments", "jsse")
                .handshakeId(id)
                .build();
    }

    private static final class OtherName implements GlobalObservationConvention<TlsHandshakeObservationContext> {

        @Override
        public String getName() {
            return "handshake of payments";
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof TlsHandshakeObservationContext;
        }
    }
}
