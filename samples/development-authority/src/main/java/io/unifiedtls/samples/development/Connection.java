package io.unifiedtls.samples.development;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a web server knows of the connection that a request came over.
 *
 * @param host the host of the request, with its port
 * @param certificate the certificate that the client was shown, if the TLS library still knows it
 * @param version the TLS version
 * @param cipher the cipher suite
 * @param protocol the HTTP version
 * @param client the certificate of the client, which the server has verified, if it has sent one
 */
public record Connection(
        String host,
        @Nullable X509Certificate certificate,
        String version,
        String cipher,
        String protocol,
        @Nullable X509Certificate client) {

    /** Returns the certificate that a chain is for, if there is one. */
    public static @Nullable X509Certificate leaf(Certificate @Nullable [] chain) {
        return (chain == null || chain.length == 0) ? null : (X509Certificate) chain[0];
    }

    /** Returns the connection as text, one line for each fact. */
    public String text() {
        return facts().entrySet().stream()
                .map(fact -> "%-12s %s%n".formatted(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining());
    }

    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Host", this.host);
        facts.put("Certificate", (this.certificate == null) ? "not known" : describe(this.certificate));
        facts.put("TLS", this.version + ", " + this.cipher);
        facts.put("HTTP", this.protocol);
        facts.put("Client", (this.client == null) ? "no certificate" : describe(this.client));
        return facts;
    }

    /** Returns whose a certificate is, the kind of its key, and how long it is valid. */
    private static String describe(X509Certificate certificate) {
        return "%s, %s, serial %s, until %s"
                .formatted(
                        certificate.getSubjectX500Principal(),
                        certificate.getPublicKey().getAlgorithm(),
                        certificate.getSerialNumber().toString(16),
                        LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC));
    }
}
