package io.unifiedtls.autoconfigure.web;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code openssl s_client}: connects, sends one request of HTTP/1.1, and tells everything about the connection. */
final class SClient {

    private static final Pattern ALERT = Pattern.compile("SSL alert number (\\d+)");

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    private SClient() {}

    /** What was said. */
    record Result(String output) {

        Optional<X509Certificate> leaf() {
            var pem = CERTIFICATE.matcher(this.output);
            return pem.find() ? Optional.of(certificate(pem.group())) : Optional.empty();
        }

        /** Returns the number of the alert that the server sent. */
        Optional<Integer> alert() {
            var alert = ALERT.matcher(this.output);
            return alert.find() ? Optional.of(Integer.valueOf(alert.group(1))) : Optional.empty();
        }

        private static X509Certificate certificate(String pem) {
            try {
                return (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            } catch (CertificateException exception) {
                throw new IllegalStateException(exception);
            }
        }
    }

    static Result connect(TlsServer server, String... options) {
        var command = new ArrayList<>(
                List.of("timeout", "20", "openssl", "s_client", "-connect", "127.0.0.1:" + server.port(), "-ign_eof"));
        command.addAll(List.of(options));
        // The request goes out as soon as the handshake is done; the server ends the connection after the response.
        return new Result(Clients.run(command, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .output());
    }
}
