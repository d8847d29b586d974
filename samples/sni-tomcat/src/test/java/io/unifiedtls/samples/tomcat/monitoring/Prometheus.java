package io.unifiedtls.samples.tomcat.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus server. It stops with the test, and at the latest with this virtual machine. */
final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // the port 0 of the command line is chosen by the operating system
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\".* address=(\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();

    private final Process process;

    private final String address;

    /**
     * A value that a query has returned.
     *
     * @param labels the labels, without the name of the metric
     */
    record Sample(Map<String, String> labels, double value) {}

    /** Starts a server with the {@code prometheus.yml} in a directory, which is also the place for its data. */
    Prometheus(Path directory) throws IOException {
        var log = directory.resolve("prometheus.log");
        this.process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:0")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
        var printed = Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    if (!this.process.isAlive()) {
                        throw new IllegalStateException(Files.readString(log));
                    }
                })
                .until(() -> Files.readString(log), text -> text.contains("ready to receive web requests"));
        this.address =
                LISTENING.matcher(printed).results().findFirst().orElseThrow().group(1);
    }

    /** Evaluates a query, which must be valid, as of a time. */
    List<Sample> query(String expression, Instant time) throws IOException, InterruptedException {
        return get("query?time=%s&query=%s".formatted(time, encode(expression)))
                .path("result")
                .valueStream()
                .map(Prometheus::sample)
                .toList();
    }

    /** Returns the values of a label of the series that match a selector. */
    List<String> labelValues(String label, String selector) throws IOException, InterruptedException {
        return get("label/%s/values?match[]=%s".formatted(label, encode(selector)))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://%s/api/v1/%s".formatted(this.address, path));
        var response = this.http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        var answer = JsonMapper.shared().readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(answer.path("error").asString());
        }
        return answer.path("data");
    }

    private static Sample sample(JsonNode series) {
        var labels = new HashMap<String, String>();
        series.path("metric").forEachEntry((name, value) -> labels.put(name, value.asString()));
        labels.remove("__name__");
        return new Sample(labels, number(series.path("value").path(1).asString()));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        this.process.destroyForcibly().onExit().join();
    }
}
