package io.unifiedtls.autoconfigure.diagnostics;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Lines of {@code application.yml} that can be pasted. */
public final class Snippet {

    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("certificate", "file:/etc/tls/www.pem"),
            Map.entry("private-key", "file:/etc/tls/www.key"),
            Map.entry("private-key-password", "\"${KEY_PASSWORD}\""),
            Map.entry("server-names", "[www.example.com, \"*.example.com\"]"),
            Map.entry("keystore", "{ location: file:/etc/tls/www.p12, password: \"${STORE_PASSWORD}\" }"),
            Map.entry("location", "file:/etc/tls/www.p12"),
            Map.entry("type", "PKCS12"),
            Map.entry("alias", "www"),
            Map.entry("password", "\"${STORE_PASSWORD}\""),
            Map.entry("key-password", "\"${KEY_PASSWORD}\""),
            Map.entry("self-signed", "{ server-names: [localhost] }"),
            Map.entry("certificates", "file:/etc/tls/ca.pem"),
            Map.entry("directory", "file:/etc/tls/authorities"),
            Map.entry("certificate-directory", "{ location: file:/etc/tls/sites }"),
            Map.entry("names", "file"),
            Map.entry("index", "file:/var/cache/tls/web.index"),
            Map.entry("source", "tenantCertificates"),
            Map.entry("revocation-lists", "file:/etc/tls/ca.crl"),
            Map.entry("revocation-checks", "leaf"),
            Map.entry("strict", "false"),
            Map.entry("ocsp-response", "file:/etc/tls/www.ocsp"),
            Map.entry("session-ticket-keys", "file:/run/tls/ticket.key"),
            Map.entry("trust-store", "{ certificates: file:/etc/tls/ca.pem }"),
            Map.entry(
                    "certificate-chain",
                    "{ certificate: file:/etc/tls/client.pem, private-key: file:/etc/tls/client.key }"),
            Map.entry(
                    "certificate-chains",
                    "[{ certificate: file:/etc/tls/www.pem, private-key: file:/etc/tls/www.key }]"));

    private Snippet() {}

    /** Returns the property with a value that it could have. */
    public static String example(String property) {
        if (property.endsWith("certificate-chains[0]")) {
            return chain(property);
        }
        var last = ConfigurationPropertyName.adapt(property, '.');
        while (last.isLastElementIndexed()) {
            last = last.getParent();
        }
        var key = last.getLastElement(Form.ORIGINAL);
        return of(property, EXAMPLES.getOrDefault(key, "…"));
    }

    /** Returns a chain of a certificate and its key, as YAML. */
    public static String chain(String property) {
        return chain(property, "file:/etc/tls/www.pem");
    }

    /** Returns a chain of a certificate at a location and its key, as YAML. */
    public static String chain(String property, String certificate) {
        var first = of(property + ".certificate", certificate);
        var column = first.lastIndexOf("certificate:") - first.lastIndexOf('\n') - 1;
        return """
                %s
                %sprivate-key: file:/etc/tls/www.key
                %2$sprivate-key-password: ${KEY_PASSWORD}   # if the key is encrypted""".formatted(first, " ".repeat(column));
    }

    /** Returns a chain whose certificate and key have an id, as YAML. */
    static String chainWithId(String property, String id, String password) {
        var first = of(property + ".certificate", id);
        var column = first.lastIndexOf("certificate:") - first.lastIndexOf('\n') - 1;
        return "%s\n%sprivate-key-password: %s".formatted(first, " ".repeat(column), password);
    }

    /** Returns the property with a value, as YAML. */
    public static String of(String property, String value) {
        var name = ConfigurationPropertyName.adapt(property, '.');
        var yaml = new StringBuilder();
        var indent = 0;
        var inList = false;
        for (var i = 0; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i)) {
                yaml.append("  ".repeat(indent)).append("- ");
                indent++;
                inList = true;
                continue;
            }
            if (!inList) {
                yaml.append("  ".repeat(indent));
            }
            inList = false;
            indent++;
            yaml.append(name.getElement(i, Form.ORIGINAL)).append(':');
            yaml.append(i == name.getNumberOfElements() - 1 ? " " : "\n");
        }
        return yaml.append(value).toString();
    }

    /** Returns several pieces of YAML as one, in which each key is there once. */
    static String merge(List<String> snippets) {
        var merged = new MergedYaml();
        snippets.stream().sorted().distinct().forEach(merged::add);
        return merged.toString();
    }
}
