package io.unifiedtls.autoconfigure.shared;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.shared.TlsCertificateStoreProperties.Type;

/** Finds the tables and the notifications that the properties name, with beans that the application has already. */
final class CertificateStores {

    private static final String TYPE = TlsCertificateStoreProperties.PREFIX + "type";

    private static final String POSTGRES_CLASS = "org.postgresql.PGConnection";

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
            return new RedisNotifications(this.stores.redis().getRequiredConnectionFactory(), this.properties.poll());
        }
        return ClassUtils.isPresent(POSTGRES_CLASS, null)
                ? Postgres.notifications(this.stores.database(), this.properties)
                : ChangeNotifications.NONE;
    }

    /** Loaded only if PostgreSQL's driver is there. */
    private static final class Postgres {

        static ChangeNotifications notifications(Database database, TlsCertificateStoreProperties properties) {
            return PostgresNotifications.isSupportedBy(database.dataSource())
                    ? new PostgresNotifications(database.dataSource(), properties.poll())
                    : ChangeNotifications.NONE;
        }
    }
}
