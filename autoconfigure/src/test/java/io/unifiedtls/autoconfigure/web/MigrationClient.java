package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import io.unifiedtls.autoconfigure.web.MigratedApplication.ClientAuth;

/**
 * A client of {@link MigratedApplication}.
 *
 * @param identity whose certificate it has: that of the worker, which is trusted, that of the stranger, or nobody's
 */
record MigrationClient(Program program, Version http, String tls, String identity) {

    enum Program {
        CURL,

        JDK
    }

    static Stream<MigrationClient> all() {
        return Stream.of(Program.values())
                .flatMap(program -> Stream.of(Version.values())
                        .flatMap(http -> Stream.of("TLSv1.2", "TLSv1.3")
                                .flatMap(tls -> Stream.of("worker", "stranger", "nobody")
                                        .map(identity -> new MigrationClient(program, http, tls, identity)))));
    }

    /** Returns what the client is expected to get, or {@code refused}. */
    String expected(ClientAuth clientAuth) {
        // the JDK's client sends a certificate only if the server named its CA
        var seen = (this.program == Program.JDK && this.identity.equals("stranger")) ? "nobody" : this.identity;
        var isRefused = switch (seen) {
            case "worker" -> false;
            case "nobody" -> clientAuth == ClientAuth.NEED;
            default -> true;
        };
        if (isRefused || (clientAuth == ClientAuth.WANT && this.tls.equals("TLSv1.2"))) {
            return "refused";
        }
        return "%s %s %s"
                .formatted(
                        (this.http == Version.HTTP_2) ? "HTTP/2.0" : "HTTP/1.1",
                        this.tls,
                        seen.equals("nobody") ? seen : "CN=" + seen);
    }

    /** Returns what the client gets. */
    String get(int port, Path certificates) throws InterruptedException {
        return (this.program == Program.CURL) ? curl(port, certificates) : jdk(port, certificates);
    }

    private String curl(int port, Path certificates) {
        var command = new ArrayList<>(List.of("curl", "--silent", "--max-time", "20"));
        command.addAll(List.of("--cacert", certificates.resolve("ca.pem").toString()));
        command.add((this.http == Version.HTTP_2) ? "--http2" : "--http1.1");
        command.addAll(this.tls.equals("TLSv1.2") ? List.of("--tls-max", "1.2") : List.of("--tlsv1.3"));
        if (!this.identity.equals("nobody")) {
            command.addAll(List.of(
                    "--cert", certificates.resolve(this.identity + ".pem").toString()));
            command.addAll(List.of(
                    "--key", certificates.resolve(this.identity + ".key").toString()));
        }
        command.add("https://localhost:%d/".formatted(port));
        var result = Clients.run(command, "");
        return (result.exitCode() == 0) ? result.output().strip() : "refused";
    }

    private String jdk(int port, Path certificates) throws InterruptedException {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {this.tls});
        var client = HttpClient.newBuilder()
                .version(this.http)
                .sslContext(sslContext(this.identity, certificates))
                .sslParameters(parameters)
                .build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(port)));
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException refused) {
            return "refused";
        }
    }

    static SSLContext sslContext(String identity, Path certificates) {
        var keys = identity.equals("nobody")
                ? null
                : details(certificates, identity + ".pem")
                        .withPrivateKey(certificates.resolve(identity + ".key").toString());
        return SslBundle.of(new PemSslStoreBundle(keys, details(certificates, "ca.pem")))
                .createSslContext();
    }

    private static PemSslStoreDetails details(Path certificates, String file) {
        return PemSslStoreDetails.forCertificate(certificates.resolve(file).toString());
    }
}
