package io.unifiedtls.samples.development;

import java.util.stream.Collectors;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** The start page of the samples: HTML for a browser, text for everything else. */
public final class ConnectionPage {

    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Unified TLS on %1$s</title>
                <style>
                    body { max-width: 46rem; margin: 4rem auto; padding: 0 1.5rem; line-height: 1.5;
                           font-family: system-ui, sans-serif; color: #1f2933; background: #f7f8fa }
                    main { padding: 1.5rem 2rem; border: 1px solid #dde1e6; border-radius: .5rem; background: #fff }
                    h1 { margin: 0 0 .25rem; font-size: 1.5rem }
                    dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem;
                         margin: 1.5rem 0; align-items: baseline }
                    dt { color: #616e7c }
                    dd { margin: 0; font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere }
                    nav a { margin-right: 1.25rem }
                    a { color: #0b5cad }
                </style>
            </head>
            <body>
            <main>
                <h1>Unified TLS on %1$s</h1>
                <p>The server's view of this connection.</p>
                <dl>
            %2$s
                </dl>
                <nav>
                    <a href="/call">Call over mutual TLS</a>
                    <a href="/actuator/metrics/tls.handshakes">Handshakes</a>
                    <a href="/actuator/prometheus">Prometheus</a>
                </nav>
            </main>
            </body>
            </html>
            """;

    private ConnectionPage() {}

    /**
     * Returns the page.
     *
     * @param server the name of the web server
     * @param accept the media types that the client accepts
     */
    public static ResponseEntity<String> of(Connection connection, String server, String accept) {
        if (!accept.contains(MediaType.TEXT_HTML_VALUE)) {
            return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(connection.text());
        }
        var facts = connection.facts().entrySet().stream()
                .map(fact -> "        <dt>%s</dt><dd>%s</dd>"
                        .formatted(fact.getKey(), HtmlUtils.htmlEscape(fact.getValue())))
                .collect(Collectors.joining("\n"));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .body(HTML.formatted(HtmlUtils.htmlEscape(server), facts));
    }
}
