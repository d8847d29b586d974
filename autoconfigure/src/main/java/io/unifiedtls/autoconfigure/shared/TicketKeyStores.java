package io.unifiedtls.autoconfigure.shared;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Finds the store that the properties name, with beans that the application has already. */
final class TicketKeyStores {

    private static final String SHARED = "tls.sessions.shared";

    private static final String LOCATION = "tls.sessions.location";

    private final TlsSessionsProperties properties;

    private final ListableBeanFactory beans;

    private final ApplicationStores stores;

    TicketKeyStores(TlsSessionsProperties properties, ListableBeanFactory beans) {
        this.properties = properties;
        this.beans = beans;
        this.stores = new ApplicationStores(beans, SHARED, "file", "tls.sessions.initialize-schema");
    }

    TicketKeyStore find() {
        return switch (this.properties.shared()) {
            case "jdbc" -> jdbc();
            case "redis" -> new RedisTicketKeyStore(this.stores.redis());
            case "file" -> file();
            default -> bean(this.properties.shared());
        };
    }

    private TicketKeyStore jdbc() {
        var database = this.stores.database();
        this.stores.createTables(
                database, this.properties.initializeSchema(), "TLS_TICKET_KEYS", List.of(JdbcTicketKeyStore.CREATE));
        return new JdbcTicketKeyStore(database);
    }

    private TicketKeyStore file() {
        var location = this.properties.location();
        if (location == null || location.isBlank()) {
            throw wrongLocation("the location is missing");
        }
        var directory = Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
        if (!Files.isDirectory(directory)) {
            throw wrongLocation("%s is not a directory".formatted(directory));
        }
        if (!Files.isWritable(directory)) {
            throw wrongLocation("%s is not writable for this user".formatted(directory));
        }
        return new FileTicketKeyStore(directory);
    }

    private static TlsConfigurationException wrongLocation(String problem) {
        return new TlsConfigurationException(
                LOCATION,
                problem,
                "Specify a directory that all nodes mount, which only the users that run them may read and write:",
                Snippet.of(LOCATION, "file:/mnt/shared/ticket-keys"));
    }

    private TicketKeyStore bean(String name) {
        if (!this.beans.containsBean(name) || !this.beans.isTypeMatch(name, TicketKeyStore.class)) {
            var names = this.beans.getBeanNamesForType(TicketKeyStore.class);
            throw new TlsConfigurationException(
                    SHARED,
                    "'%s' is neither none, jdbc, redis or file, nor the name of a bean of type TicketKeyStore. Available: %s"
                            .formatted(name, (names.length == 0) ? "none" : String.join(", ", names)),
                    "Use one of them:",
                    Snippet.of(SHARED, (names.length == 0) ? "jdbc" : names[0]));
        }
        return this.beans.getBean(name, TicketKeyStore.class);
    }
}
