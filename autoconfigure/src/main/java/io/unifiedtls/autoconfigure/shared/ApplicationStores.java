package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** The database and the Redis that the application has, for a property that names one of them. */
final class ApplicationStores {

    private static final String REDIS_CLASS = "org.springframework.data.redis.core.StringRedisTemplate";

    private final ListableBeanFactory beans;

    private final String property;

    private final String otherStore;

    private final String initializeProperty;

    /**
     * Creates a search.
     *
     * @param property shown in reports
     * @param otherStore a value of the property that reports propose
     * @param initializeProperty says whether tables are created
     */
    ApplicationStores(ListableBeanFactory beans, String property, String otherStore, String initializeProperty) {
        this.beans = beans;
        this.property = property;
        this.otherStore = otherStore;
        this.initializeProperty = initializeProperty;
    }

    Database database() {
        var dataSource = this.beans.getBeanProvider(DataSource.class).getIfUnique();
        if (dataSource == null) {
            throw missing(
                    "%d beans of type DataSource were found, but exactly one is needed"
                            .formatted(this.beans.getBeanNamesForType(DataSource.class).length),
                    "Configure spring.datasource, mark one of several beans as primary, or use another store:");
        }
        return new Database(dataSource);
    }

    /**
     * Creates tables, if they are to be created.
     *
     * @param name the table, for reports
     */
    void createTables(Database database, SchemaInitialization initialization, String name, List<String> statements) {
        var isWanted = switch (initialization) {
            case ALWAYS -> true;
            case NEVER -> false;
            case EMBEDDED -> isInMemory(database.dataSource());
        };
        if (!isWanted) {
            return;
        }
        try {
            database.create(statements);
        } catch (IOException failure) {
            throw new TlsConfigurationException(
                    this.property,
                    "the table %s cannot be created: %s".formatted(name, failure.getMessage()),
                    "Check that the database can be reached and that its user may create tables; or create the table beforehand:",
                    Snippet.of(this.initializeProperty, "never"),
                    failure);
        }
    }

    private static boolean isInMemory(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getURL().matches("jdbc:(h2|hsqldb):mem:.*|jdbc:derby:memory:.*");
        } catch (SQLException unknown) {
            return false; // which every poll reports
        }
    }

    StringRedisTemplate redis() {
        var redis = ClassUtils.isPresent(REDIS_CLASS, null)
                ? this.beans.getBeanProvider(StringRedisTemplate.class).getIfUnique()
                : null;
        if (redis == null) {
            throw missing(
                    "no StringRedisTemplate was found", "Add spring-boot-starter-data-redis, or use another store:");
        }
        return redis;
    }

    private TlsConfigurationException missing(String problem, String remedy) {
        return new TlsConfigurationException(
                this.property, problem, remedy, Snippet.of(this.property, this.otherStore));
    }
}
