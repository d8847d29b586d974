package io.unifiedtls.autoconfigure;

import java.util.Optional;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * Which entries of {@code tls.servers} the embedded web servers use.
 *
 * @param web the entry of the web server
 * @param management the entry of a management server on its own port
 */
record WebServerEntries(Optional<String> web, Optional<String> management) {

    static final String WEB = "web";

    static final String MANAGEMENT = "management";

    private static final String SERVER_SSL = "server.ssl";

    private static final String MANAGEMENT_SSL = "management.server.ssl";

    static boolean isWebServer(String entry) {
        return entry.equals(WEB) || entry.equals(MANAGEMENT);
    }

    /** Returns whether Spring Boot's own properties configure TLS for the web server, or switch it off. */
    static boolean hasServerSsl(Environment environment) {
        return says(environment, SERVER_SSL);
    }

    /** Returns whether the web servers speak HTTP/2. */
    static boolean http2(Environment environment) {
        return Binder.get(environment)
                .bind("server.http2.enabled", Boolean.class)
                .orElse(false);
    }

    /**
     * Returns the entries.
     *
     * @throws TlsConfigurationException if Spring Boot's own properties configure TLS for the same server
     */
    static WebServerEntries of(Environment environment, TlsProperties properties) {
        var hasWeb = properties.servers().containsKey(WEB);
        var hasManagement = properties.servers().containsKey(MANAGEMENT);
        if (hasWeb && isSslEnabled(environment, SERVER_SSL)) {
            throw both(SERVER_SSL, WEB);
        }
        if (hasManagement && isSslEnabled(environment, MANAGEMENT_SSL)) {
            throw both(MANAGEMENT_SSL, MANAGEMENT);
        }
        var web = hasWeb ? Optional.of(WEB) : Optional.<String>empty();
        if (hasManagement) {
            return new WebServerEntries(web, Optional.of(MANAGEMENT));
        }
        // Even management.server.ssl.enabled=false is a setting: the management server does not use TLS.
        return new WebServerEntries(web, says(environment, MANAGEMENT_SSL) ? Optional.empty() : web);
    }

    private static TlsConfigurationException both(String ssl, String entry) {
        return new TlsConfigurationException(
                PropertyNames.server(entry),
                "%s.* is set for the same web server, too".formatted(ssl),
                "Remove either tls.servers.%s or every property below %s, or disable the latter:".formatted(entry, ssl),
                Snippet.of(ssl + ".enabled", "false"));
    }

    private static boolean isSslEnabled(Environment environment, String ssl) {
        var enabled =
                Binder.get(environment).bind(ssl + ".enabled", Boolean.class).orElse(true);
        return enabled && says(environment, ssl);
    }

    private static boolean says(Environment environment, String ssl) {
        return Binder.get(environment)
                .bind(ssl, Bindable.mapOf(String.class, String.class))
                .map(values -> !values.isEmpty())
                .orElse(false);
    }
}
