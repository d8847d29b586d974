package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;

import io.unifiedtls.MaterialSource;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.autoconfigure.diagnostics.ConfigurationAdvice;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * Makes session ticket keys from properties.
 *
 * @param locations finds what the properties name
 * @param source keys that several nodes share, for servers that have none of their own
 */
record TicketKeyMapper(LocationResolver locations, ObjectProvider<SessionTicketKeySource> source) {

    private static final String SHARED = "tls.sessions.shared";

    void add(TlsProperties.Server server, TlsServerConfiguration.Builder builder, PropertyOrigins settings) {
        if (!server.sessionTicketKeys().isEmpty()) {
            builder.sessionTicketKeys(
                    of(server.sessionTicketKeys(), settings.entry() + ".session-ticket-keys", settings));
            return;
        }
        var shared = this.source.getIfUnique();
        if (shared != null) {
            builder.sessionTicketKeySource(settings.put(shared, SHARED));
        }
    }

    private List<SessionTicketKey> of(List<String> keys, String property, PropertyOrigins settings) {
        var all = new ArrayList<SessionTicketKey>();
        for (var i = 0; i < keys.size(); i++) {
            var name = PropertyNames.indexed(property, i);
            var key = of(this.locations.source(name, keys.get(i)), name);
            all.add(settings.put(key, name, keys.get(i)));
        }
        return all;
    }

    private static SessionTicketKey of(MaterialSource source, String property) {
        try {
            return new SessionTicketKey(source);
        } catch (IllegalArgumentException exception) {
            throw new TlsConfigurationException(
                    property,
                    exception.getMessage(),
                    ConfigurationAdvice.TICKET_KEY,
                    Snippet.example(property),
                    exception);
        }
    }
}
