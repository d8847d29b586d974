package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Finds the store that the properties name, with beans that the application has already. */
final class TicketKeyStores {

    private static final String SHARED = "tls.sessions.shared";

    private static final String LOCATION = "tls.sessions.location";

    private static final String REDIS_CLASS = "org.springframework.data.redis.core.StringRedisTemplate";

    private final TlsSessionsProperties properties;

    private final ListableBeanFactory beans;

    TicketKeyStores(TlsSessionsProperties properties, ListableBeanFactory beans) {
        this.properties = properties;
        this.beans = beans;
    }

    TicketKeyStore find() {
        return switch (this.properties.shared()) {
            case "jdbc" -> jdbc();
            case "redis" -> redis();
            case "file" -> file();
            default -> bean(this.properties.shared());
        };
    }

    private TicketKeyStore jdbc() {
        var dataSource = this.beans.getBeanProvider(DataSource.class).getIfUnique();
        if (dataSource == null) {
            throw missing(
                    "%d beans of type DataSource were found, but exactly one is needed"
                            .formatted(this.beans.getBeanNamesForType(DataSource.class).length),
                    "Configure spring.datasource, mark one of several beans as primary, or use another store:");
        }
        var store = new JdbcTicketKeyStore(dataSource);
        if (createsTable(dataSource)) {
            try {
                store.initialize();
            } catch (IOException failure) {
                throw new TlsConfigurationException(
                        SHARED,
                        "the table TLS_TICKET_KEYS cannot be created: " + failure.getMessage(),
                        "Check that the database can be reached and that its user may create tables; or create the table beforehand:",
                        Snippet.of("tls.sessions.initialize-schema", "never"),
                        failure);
            }
        }
        return store;
    }

    private boolean createsTable(DataSource dataSource) {
        return switch (this.properties.initializeSchema()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case EMBEDDED -> isInMemory(dataSource);
        };
    }

    private static boolean isInMemory(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getURL().matches("jdbc:(h2|hsqldb):mem:.*|jdbc:derby:memory:.*");
        } catch (SQLException unknown) {
            return false; // which every poll reports
        }
    }

    private TicketKeyStore redis() {
        return ClassUtils.isPresent(REDIS_CLASS, null) ? Redis.find(this.beans) : noRedis();
    }

    private static TicketKeyStore noRedis() {
        throw missing("no StringRedisTemplate was found", "Add spring-boot-starter-data-redis, or use another store:");
    }

    /** Loaded only if Spring Data Redis is there. */
    private static final class Redis {

        static TicketKeyStore find(ListableBeanFactory beans) {
            var redis = beans.getBeanProvider(StringRedisTemplate.class).getIfUnique();
            return (redis == null) ? noRedis() : new RedisTicketKeyStore(redis);
        }
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

    private static TlsConfigurationException missing(String problem, String remedy) {
        return new TlsConfigurationException(SHARED, problem, remedy, Snippet.of(SHARED, "file"));
    }
}
