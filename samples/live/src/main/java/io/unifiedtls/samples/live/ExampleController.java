package io.unifiedtls.samples.live;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.unifiedtls.autoconfigure.TlsContexts;

/** Makes an example's handshake, which the page then shows. */
@RestController
final class ExampleController {

    private final RateLimit limit;

    private final TlsContexts contexts;

    ExampleController(TlsContexts contexts, Clock clock) {
        this.contexts = contexts;
        this.limit = new RateLimit(20, Duration.ofSeconds(10), clock);
    }

    @PostMapping("/connect/{example}")
    ResponseEntity<Void> connect(@PathVariable String example, HttpServletRequest request) {
        var found = Stream.of(Example.values())
                .filter(any ->
                        any.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(example))
                .findFirst();
        if (found.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        if (!this.limit.tryAcquire()) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, "10")
                    .build();
        }
        try {
            found.get().connect(this.contexts, request.getLocalPort());
        } catch (IOException failed) {
            // as some examples do: the page shows why
        }
        return ResponseEntity.noContent().build();
    }
}
