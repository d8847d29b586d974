package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.MaterialSource;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.autoconfigure.diagnostics.ConfigurationAdvice;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * Makes session ticket keys from properties.
 *
 * @param locations finds what the properties name
 */
record TicketKeyMapper(LocationResolver locations) {

    List<SessionTicketKey> of(List<String> keys, String property, PropertyOrigins settings) {
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
