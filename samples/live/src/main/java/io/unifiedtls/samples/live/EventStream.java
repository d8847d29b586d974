package io.unifiedtls.samples.live;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.samples.live.ServedCertificates.Certificate;

/**
 * Sends handshakes to browsers as server-sent events. Each browser has a thread of the web server, which may wait for a
 * slow one: the feed does not, and tells it how many handshakes it has missed.
 */
@RestController
final class EventStream {

    static final int MOST_BROWSERS = 10;

    // how old the number of days may be, and how long it takes to notice that a browser has left
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Semaphore places = new Semaphore(MOST_BROWSERS);

    private final HandshakeFeed feed;

    private final ServedCertificates certificates;

    private final JsonMapper json;

    EventStream(HandshakeFeed feed, ServedCertificates certificates, JsonMapper json) {
        this.feed = feed;
        this.certificates = certificates;
        this.json = json;
    }

    /** What the tiles show. */
    private record Summary(HandshakeFeed.Totals totals, List<Certificate> certificates) {}

    /**
     * Sends handshakes until the browser leaves.
     *
     * @param lastEventId the last handshake that the browser has, if it reconnects by itself
     * @param after the same, if the page does
     */
    @GetMapping("/events")
    void events(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!this.places.tryAcquire()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // The response's own writer would hide that the browser has left.
            var writer = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
            send(this.feed.position((lastEventId == null) ? after : lastEventId), writer);
        } finally {
            this.places.release();
        }
    }

    private void send(long start, Writer writer) throws IOException, InterruptedException {
        writer.write("retry: 500\n\n");
        var position = start;
        var batch = this.feed.after(position, Duration.ZERO);
        while (!batch.closed()) {
            if (batch.lost() > 0) {
                event(writer, "lost", batch.lost());
            }
            for (var entry : batch.entries()) {
                var id = this.feed.id(entry);
                writer.write("id: " + id + "\n");
                event(writer, "handshake", HandshakeView.of(entry, id, this.certificates));
                position = entry.number();
            }
            event(writer, "summary", new Summary(batch.totals(), this.certificates.all()));
            writer.flush();
            batch = this.feed.after(position, HEARTBEAT);
        }
    }

    /** JSON has no line breaks, which would end the data. */
    private void event(Writer writer, String name, Object data) throws IOException {
        writer.write("event: " + name + "\ndata: " + this.json.writeValueAsString(data) + "\n\n");
    }
}
