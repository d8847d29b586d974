package io.unifiedtls.samples.tomcat.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.samples.development.ShopCertificates;
import io.unifiedtls.samples.test.Shell;
import io.unifiedtls.samples.tomcat.monitoring.Prometheus.Sample;

/** The dashboard and the alerts find their data in a Prometheus that scrapes the sample. */
@ActiveProfiles("monitoring")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        useMainMethod = UseMainMethod.ALWAYS,
        properties = {
            "tls.servers.web.certificate-directory.location=file:certs",
            "tls.servers.web.certificate-directory.names=certificate",
            "tls.clients.device.insecure=certificate"
        })
@TestInstance(Lifecycle.PER_CLASS)
@Tag("any-jdk")
class MonitoringTests {

    /** A metric of ours, with the conditions on its labels; a series with a colon is one that a rule records. */
    private static final Pattern SELECTOR = Pattern.compile("\\btls_\\w+(\\{.*?})?");

    private final Dashboard dashboard = new Dashboard();

    @LocalServerPort
    int port;

    @Autowired
    TlsContexts contexts;

    private Prometheus prometheus;

    /** When there was a rate of everything. As of then, a query has the same answer if a later scrape fails. */
    private Instant time;

    @BeforeAll
    void scrape(@TempDir Path directory) throws Exception {
        Files.copy(ShopCertificates.DIRECTORY.resolve("ca.pem"), directory.resolve("ca.pem"));
        Files.copy(AlertRules.DIRECTORY.resolve(AlertRules.FILE), directory.resolve(AlertRules.FILE));
        Files.writeString(
                directory.resolve("prometheus.yml"),
                Files.readString(AlertRules.DIRECTORY.resolve("prometheus.yml"))
                        .replace("localhost:8443", "localhost:" + this.port)
                        .replace("15s", "1s"));
        this.prometheus = new Prometheus(directory);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::hasRates);
    }

    /** Connects until each context has a rate: it needs two samples, and before the first success there is none. */
    private boolean hasRates() throws Exception {
        connect();
        this.time = Instant.now();
        return query("up == 1").size() == 1
                && query("sum by (context) (rate(tls_handshakes_seconds_count{outcome=\"success\"}[1m])) > 0")
                                .size()
                        == 3;
    }

    private List<Sample> query(String expression) throws Exception {
        return this.prometheus.query(expression, this.time);
    }

    /** Causes handshakes that succeed and fail, and a reload. */
    private void connect() throws Exception {
        for (var client : List.of("shop", "device")) {
            var http = HttpClient.newBuilder()
                    .sslContext(this.contexts.client(client).sslContext())
                    .build();
            var request = HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(this.port)));
            assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        Shell.run("openssl s_client -connect localhost:%d -tls1_1".formatted(this.port));
        this.contexts.reload("web");
    }

    @AfterAll
    void stop() {
        this.prometheus.close();
    }

    @Test
    void everyVariableHasValues() throws Exception {
        assertThat(selected()).satisfies(variables -> {
            assertThat(variables.get("context")).contains("web", "shop", "device");
            assertThat(variables.get("instance")).isEqualTo("(localhost:%d)".formatted(this.port));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyPanelShowsData() {
        return panelsShowData(all());
    }

    @TestFactory
    Stream<DynamicTest> everyPanelShowsDataOfWhatIsSelected() throws Exception {
        return panelsShowData(selected());
    }

    private Stream<DynamicTest> panelsShowData(Map<String, String> variables) {
        return this.dashboard.queries(variables).stream()
                .map(query -> DynamicTest.dynamicTest(query.toString(), () -> {
                    var samples = query(query.expression());

                    assertThat(samples).anyMatch(sample -> Double.isFinite(sample.value()));
                    assertThat(samples)
                            .allSatisfy(sample -> assertThat(sample.labels())
                                    .containsKeys(query.labels().toArray(String[]::new)));
                }));
    }

    /** Returns the variables with "All" selected in each. */
    private Map<String, String> all() {
        var variables = new HashMap<>(Map.of("__rate_interval", "1m"));
        this.dashboard.variables().forEach(variable -> variables.put(variable.name(), variable.all()));
        return variables;
    }

    /** Returns the variables with every value of each selected. */
    private Map<String, String> selected() throws Exception {
        var variables = all();
        for (var variable : this.dashboard.variables()) {
            var selector = Dashboard.interpolate(variable.selector(), variables);
            var values = this.prometheus.labelValues(variable.label(), selector);
            variables.put(variable.name(), "(%s)".formatted(String.join("|", values)));
        }
        return variables;
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsAQuery() {
        return AlertRules.all().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> query(rule.expression())));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsAboutSeriesThatExist() {
        return AlertRules.all().stream()
                .flatMap(rule -> SELECTOR.matcher(rule.expression()).results().map(MatchResult::group))
                .distinct()
                // which the sample does not have; MeterReferenceTests has its meters
                .filter(selector -> !selector.startsWith("tls_certificates_store_"))
                .map(selector -> DynamicTest.dynamicTest(
                        selector, () -> assertThat(query(selector)).isNotEmpty()));
    }
}
