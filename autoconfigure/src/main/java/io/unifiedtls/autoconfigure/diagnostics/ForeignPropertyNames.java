package io.unifiedtls.autoconfigure.diagnostics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The names that Spring Boot's {@code server.ssl} and other servers have for our properties. */
public final class ForeignPropertyNames {

    private static final Map<String, String> VALUES = Map.of("need", "required", "want", "optional");

    private static final Set<String> CLIENT_AUTHENTICATION = Set.of("clientauth", "needclientauth", "verifyclient");

    private static final Set<String> VERSIONS =
            Set.of("protocol", "protocols", "enabledprotocols", "sslprotocol", "tlsversion", "minversion");

    private static final Set<String> CIPHERS = Set.of("ciphersuites", "enabledciphers", "enabledciphersuites");

    // below a chain
    private static final Map<String, String> OF_CHAIN = Map.ofEntries(
            Map.entry("keystore", "keystore.location"),
            Map.entry("keystorepassword", "keystore.password"),
            Map.entry("keystoretype", "keystore.type"),
            Map.entry("keyalias", "keystore.alias"),
            Map.entry("keypassword", "keystore.key-password"),
            Map.entry("certificate", "certificate"),
            Map.entry("certificatefile", "certificate"),
            Map.entry("certificatepath", "certificate"),
            Map.entry("cert", "certificate"),
            Map.entry("certfile", "certificate"),
            Map.entry("privatekeyfile", "private-key"),
            Map.entry("privatekeypath", "private-key"),
            Map.entry("certificateprivatekey", "private-key"),
            Map.entry("key", "private-key"),
            Map.entry("keyfile", "private-key"));

    // below keystore, key and truststore of a bundle
    private static final Map<String, String> OF_BUNDLE = Map.ofEntries(
            Map.entry("keystore.certificate", "certificate"),
            Map.entry("keystore.privatekey", "private-key"),
            Map.entry("keystore.privatekeypassword", "private-key-password"),
            Map.entry("keystore.location", "keystore.location"),
            Map.entry("keystore.password", "keystore.password"),
            Map.entry("keystore.type", "keystore.type"),
            Map.entry("key.alias", "keystore.alias"),
            Map.entry("key.password", "keystore.key-password"),
            Map.entry("truststore.location", "keystore.location"),
            Map.entry("truststore.password", "keystore.password"),
            Map.entry("truststore.type", "keystore.type"));

    // what has no counterpart
    private static final Map<String, String> REMOVED = Map.of(
            "enabled", "Remove it; to disable TLS, remove the entry.",
            "keystoreprovider", "Remove it; the type of the key store selects its provider.",
            "truststoreprovider", "Remove it; the type of the key store selects its provider.",
            "trustcertificateprivatekey", "Remove it; trusted certificates need no private key.",
            "servernamebundles", "Make each an element of certificate-chains, with its bundle and server-names.",
            "reloadonupdate", "Remove it; changed files are reloaded by default (tls.reload).",
            "options", "Use ciphers, lowest-supported-version and highest-supported-version instead.");

    // below a server or client
    private static final Map<String, String> OF_ENTRY = Map.of(
            "truststore", "trust-store.certificates",
            "trustcertificate", "trust-store.certificates",
            "cafile", "trust-store.certificates",
            "truststorepassword", "trust-store.keystore.password",
            "truststoretype", "trust-store.keystore.type");

    // tls.servers.web.KEY
    private static final int ENTRY = 3;

    private ForeignPropertyNames() {}

    /** Returns what we call a value that others call something else. */
    static String ofValue(String value) {
        return VALUES.getOrDefault(value.toLowerCase(Locale.ROOT), value);
    }

    /** Returns what to write for a key that is not ours, if it is the name that others have for one. */
    public static Optional<TlsConfigurationException> explain(ConfigurationPropertyName name, int depth, Object value) {
        if (depth < ENTRY) {
            return Optional.empty();
        }
        var key = name.getElement(depth, Form.UNIFORM);
        var entry = name.chop(ENTRY).toString();
        var isServer = entry.startsWith(PropertyNames.SERVERS);
        if (isServer && CLIENT_AUTHENTICATION.contains(key)) {
            return Optional.of(clientAuthentication(name.chop(depth + 1), entry, value));
        }
        if (VERSIONS.contains(key)) {
            return Optional.of(renamed(
                    name.chop(depth + 1),
                    "lowest-supported-version instead, and highest-supported-version if needed (TLSv1.2 or TLSv1.3)",
                    Snippet.of(entry + ".lowest-supported-version", oldest(value.toString()))));
        }
        if (CIPHERS.contains(key)) {
            return Optional.of(renamed(
                    name.chop(depth + 1),
                    "ciphers instead, with IANA names",
                    Snippet.of(entry + ".ciphers", "[TLS_AES_128_GCM_SHA256]")));
        }
        var removed = (depth == ENTRY) ? REMOVED.get(key) : null;
        if (removed != null) {
            return Optional.of(
                    new TlsConfigurationException(name.chop(depth + 1).toString(), "no such property", removed, ""));
        }
        var ofBundle = ofBundle(name, depth, key, entry);
        if (ofBundle.isPresent()) {
            return ofBundle.map(property -> renamed(name, property + " instead", Snippet.example(property)));
        }
        return ours(name, depth, key, entry)
                .map(property -> renamed(name.chop(depth + 1), property + " instead", Snippet.example(property)));
    }

    /** Returns our name for a property of {@code spring.ssl.bundle}, which has a section for each store. */
    private static Optional<String> ofBundle(ConfigurationPropertyName name, int depth, String key, String entry) {
        var isTrustStore = depth > ENTRY && name.getElement(ENTRY, Form.UNIFORM).equals("truststore");
        if (isTrustStore) {
            return Optional.ofNullable(OF_BUNDLE.get("truststore." + key)).map(path -> entry + ".trust-store." + path);
        }
        return (depth == ENTRY && depth + 1 < name.getNumberOfElements())
                ? Optional.ofNullable(OF_BUNDLE.get(key + "." + name.getElement(depth + 1, Form.UNIFORM)))
                        .flatMap(path -> chain(name, depth, entry).map(chain -> chain + "." + path))
                : Optional.empty();
    }

    /** Never an older version than was asked for. */
    private static String oldest(String versions) {
        return versions.contains("1.3") && !versions.contains("1.2") ? "TLSv1.3" : "TLSv1.2";
    }

    private static TlsConfigurationException clientAuthentication(
            ConfigurationPropertyName name, String entry, Object value) {
        var meant = ofValue(value.toString());
        var written = List.of("none", "optional", "required").contains(meant) ? meant : "required";
        return renamed(
                name,
                "client-authentication instead (none, optional or required)",
                Snippet.of(entry + ".client-authentication", written));
    }

    private static Optional<String> ours(ConfigurationPropertyName name, int depth, String key, String entry) {
        var ofEntry = OF_ENTRY.get(key);
        if (ofEntry != null) {
            return Optional.of(entry + "." + ofEntry);
        }
        var ofChain = OF_CHAIN.get(key);
        return Optional.ofNullable(ofChain)
                .flatMap(path -> chain(name, depth, entry).map(chain -> chain + "." + path));
    }

    /** Returns the chain that a key is in, or the first one for a key beside the chains. */
    private static Optional<String> chain(ConfigurationPropertyName name, int depth, String entry) {
        var first = entry.startsWith(PropertyNames.SERVERS) ? ".certificate-chains[0]" : ".certificate-chain";
        if (depth == ENTRY) {
            return Optional.of(entry + first);
        }
        var parent = name.chop(depth).toString();
        return parent.matches(".*\\.certificate-chain(s\\[\\d+])?") ? Optional.of(parent) : Optional.empty();
    }

    private static TlsConfigurationException renamed(ConfigurationPropertyName name, String ours, String snippet) {
        return new TlsConfigurationException(name.toString(), "no such property", "Use %s:".formatted(ours), snippet);
    }
}
