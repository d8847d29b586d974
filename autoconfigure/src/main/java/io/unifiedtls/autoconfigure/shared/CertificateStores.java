package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.shared.TlsCertificateStoreProperties.Type;

/** Finds the tables and the notifications that the properties name, with beans that the application has already. */
final class CertificateStores {

    private static final String TYPE = TlsCertificateStoreProperties.PREFIX + "type";

    private static final String POSTGRES_CLASS = "org.postgresql.PGConnection";

    /** How long a lost connection stays lost. */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final TlsCertificateStoreProperties properties;

    private final ApplicationStores stores;

    CertificateStores(TlsCertificateStoreProperties properties, ListableBeanFactory beans) {
        this.properties = properties;
        this.stores = new ApplicationStores(
                beans,
                TYPE,
                (properties.type() == Type.JDBC) ? "redis" : "jdbc",
                TlsCertificateStoreProperties.PREFIX + "initialize-schema");
    }

    CertificateTable table() {
        if (this.properties.type() == Type.REDIS) {
            return new RedisCertificateTable(this.stores.redis());
        }
        var database = this.stores.database();
        this.stores.createTables(
                database, this.properties.initializeSchema(), "TLS_CERTIFICATES", JdbcCertificateTable.CREATE);
        return new JdbcCertificateTable(database);
    }

    ChangeNotifications notifications() {
        if (!this.properties.notifications()) {
            return ChangeNotifications.NONE;
        }
        if (this.properties.type() == Type.REDIS) {
            return new RedisNotifications(this.stores.redis().getRequiredConnectionFactory(), retry());
        }
        return ClassUtils.isPresent(POSTGRES_CLASS, null)
                ? new PostgresNotifications(this.stores.database().dataSource(), retry())
                : ChangeNotifications.NONE;
    }

    private Duration retry() {
        return (this.properties.poll().compareTo(LONGEST_RETRY) < 0) ? this.properties.poll() : LONGEST_RETRY;
    }
}
