package io.unifiedtls.samples.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.Side;

/** What other sites, and too many or slow browsers, get. Leaves an application that has reached its limits. */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
class RefusalTests {

    @LocalServerPort
    int port;

    @Autowired
    HandshakeFeed feed;

    private HttpClient http;

    @BeforeEach
    void connect(@Autowired @Qualifier("visitor") ClientContext tls) {
        this.http = HttpClient.newBuilder().sslContext(tls.sslContext()).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(page() + path));
    }

    private String page() {
        return "https://localhost:" + this.port;
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return this.http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void servesThePageWithAPolicy() throws Exception {
        var response = this.http.send(request("/").build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Security-Policy")).hasValue(PageProtection.POLICY);
        assertThat(response.body()).contains("do not expose it").doesNotContain("<style", "style=", "onclick");
    }

    @ParameterizedTest
    @CsvSource({
        "own,                same-origin, 404",
        "own,                ,            404",
        ",                   ,            403",
        ",                   same-origin, 403",
        "own,                same-site,   403",
        "https://evil.test,  cross-site,  403",
        "https://evil.test,  same-origin, 403",
        "http://localhost,   ,            403",
        "null,               same-origin, 403",
    })
    void onlyThePageConnects(String origin, String site, int status) throws Exception {
        // an example that there is not counts for no limit
        var request = request("/connect/x").POST(BodyPublishers.noBody());
        if (origin != null) {
            request.header("Origin", origin.equals("own") ? page() : origin);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }

        assertThat(status(request)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/,            cross-site,  navigate, 200",
        "/,            none,        navigate, 200",
        "/,            cross-site,  no-cors,  403",
        "/live.js,     cross-site,  no-cors,  403",
        "/live.js,     same-origin, no-cors,  200",
        "/events,      cross-site,  no-cors,  403",
        "/events,      cross-site,  navigate, 403",
        "/%65vents,    same-site,   cors,     403",
    })
    void otherSitesCanOnlyLinkToThePage(String path, String site, String mode, int status) throws Exception {
        var request = request(path).header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", mode);

        assertThat(status(request)).isEqualTo(status);
    }

    @Test
    void limitsHowOftenThePageConnects() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var i = 0; i < 21; i++) {
            statuses.add(
                    status(request("/connect/not-tls").header("Origin", page()).POST(BodyPublishers.noBody())));
        }

        assertThat(statuses).endsWith(429).containsOnly(204, 429);
    }

    @Test
    void refusesMoreBrowsersThanThereArePlacesFor() throws Exception {
        var streams = new ArrayList<HttpResponse<InputStream>>();
        do {
            streams.add(this.http.send(request("/events").build(), BodyHandlers.ofInputStream()));
        } while (last(streams).statusCode() == 200);

        assertThat(last(streams).statusCode()).isEqualTo(503);
        assertThat(last(streams).headers().firstValue("Retry-After")).hasValue("5");
        // that of another test may not have been noticed to have left
        assertThat(streams.size() - 1).isBetween(EventStream.MOST_BROWSERS - 1, EventStream.MOST_BROWSERS);
        for (var stream : streams) {
            stream.body().close();
        }
        // it takes a write to notice that a browser has left
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            publish(1);
            try (var again = this.http
                    .send(request("/events").build(), BodyHandlers.ofInputStream())
                    .body()) {
                return new String(again.readNBytes(6), StandardCharsets.US_ASCII).equals("retry:");
            }
        });
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    @Test
    void aSlowBrowserDelaysNobodyAndLearnsHowManyItHasMissed() throws Exception {
        var response = this.http.send(request("/events").build(), BodyHandlers.ofInputStream());
        try (var stream = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var first = number(next(stream, "id: "));

            // returns although nobody reads
            publish(20_000);

            long received = 1;
            long lost = 0;
            var last = first;
            while (last < first + 20_000) {
                var line = next(stream, "");
                if (line.startsWith("id: ")) {
                    last = number(line);
                    received++;
                } else if (line.equals("event: lost")) {
                    lost += Long.parseLong(next(stream, "data: ").substring("data: ".length()));
                }
            }
            assertThat(lost).isPositive();
            assertThat(received + lost).isEqualTo(last - first + 1);
        }
    }

    /** Returns the next line that starts with something. */
    private static String next(BufferedReader stream, String start) throws IOException {
        var line = stream.readLine();
        while (!line.startsWith(start)) {
            line = stream.readLine();
        }
        return line;
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private void publish(int count) {
        var event = HandshakeEvent.builder(Side.SERVER, "web", "jsse").build();
        IntStream.range(0, count).forEach(i -> this.feed.succeeded(event));
    }
}
