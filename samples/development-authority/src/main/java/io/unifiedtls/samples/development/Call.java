package io.unifiedtls.samples.development;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;

import javax.net.ssl.SSLPeerUnverifiedException;

/** What both sides saw of a call of the start page of a sample. */
public final class Call {

    private Call() {}

    /** Returns what both sides saw, as text. */
    public static String text(HttpResponse<String> response) {
        return "The server saw%n%n%s%nThe client saw%n%n%s"
                .formatted(response.body(), seenByTheClient(response).text());
    }

    private static Connection seenByTheClient(HttpResponse<String> response) {
        var session = response.sslSession().orElseThrow();
        try {
            return new Connection(
                    response.uri().getAuthority(),
                    Connection.leaf(session.getPeerCertificates()),
                    session.getProtocol(),
                    session.getCipherSuite(),
                    (response.version() == HttpClient.Version.HTTP_2) ? "HTTP/2.0" : "HTTP/1.1",
                    Connection.leaf(session.getLocalCertificates()));
        } catch (SSLPeerUnverifiedException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
