package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Keeps certificate chains in tables of the application's database. Every change has a number, which one row counts;
 * its lock makes changes wait for each other, so that no number appears before a smaller one. Thread-safe.
 */
final class JdbcCertificateTable implements CertificateTable {

    /** For PostgreSQL, MariaDB, MySQL and H2; others have another type for long texts. */
    static final List<String> CREATE = List.of("""
            CREATE TABLE IF NOT EXISTS TLS_CERTIFICATES (
                ID VARCHAR(100) NOT NULL PRIMARY KEY,
                NOT_AFTER BIGINT NOT NULL,
                KEY_ALGORITHM VARCHAR(20) NOT NULL,
                SERVER_NAMES TEXT NOT NULL,
                CERTIFICATES TEXT NOT NULL,
                PRIVATE_KEY TEXT NOT NULL,
                UNIQUE (NOT_AFTER, ID)
            )""", """
            CREATE TABLE IF NOT EXISTS TLS_CERTIFICATE_NAMES (
                SERVER_NAME VARCHAR(255) NOT NULL,
                ID VARCHAR(100) NOT NULL,
                VERSION BIGINT NOT NULL,
                REMOVED SMALLINT NOT NULL,
                PRIMARY KEY (SERVER_NAME, ID),
                UNIQUE (ID, SERVER_NAME),
                UNIQUE (VERSION, SERVER_NAME, ID)
            )""", """
            CREATE TABLE IF NOT EXISTS TLS_CERTIFICATE_CHANGES (
                ID SMALLINT NOT NULL PRIMARY KEY,
                VERSION BIGINT NOT NULL
            )""");

    /** PostgreSQL's channel, for {@code LISTEN}. */
    static final String CHANNEL = "unified_tls_certificates";

    private static final String COLUMNS =
            "C.ID, C.SERVER_NAMES, C.KEY_ALGORITHM, C.NOT_AFTER, C.CERTIFICATES, C.PRIVATE_KEY";

    private static final String VERSION = "SELECT VERSION FROM TLS_CERTIFICATE_CHANGES WHERE ID = 1";

    private final Database database;

    private final AtomicBoolean isCounting = new AtomicBoolean();

    JdbcCertificateTable(Database database) {
        this.database = database;
    }

    // ---- reading

    @Override
    public List<StoredChain> find(List<String> serverNames) throws IOException {
        return this.database.run(connection -> {
            for (var serverName : serverNames) {
                var found = chains(
                        connection,
                        0,
                        Integer.MAX_VALUE,
                        "SELECT " + COLUMNS + " FROM TLS_CERTIFICATE_NAMES N JOIN TLS_CERTIFICATES C ON C.ID = N.ID"
                                + " WHERE N.SERVER_NAME = ? AND N.REMOVED = 0",
                        serverName);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return List.of();
        });
    }

    @Override
    public Optional<StoredChain> get(String id) throws IOException {
        return this.database
                .run(connection ->
                        chains(connection, 0, 1, "SELECT " + COLUMNS + " FROM TLS_CERTIFICATES C WHERE C.ID = ?", id))
                .stream()
                .findFirst();
    }

    @Override
    public List<StoredChain> soonestToExpire(int offset, int limit) throws IOException {
        return this.database.run(connection -> chains(
                connection,
                offset,
                limit,
                "SELECT " + COLUMNS + " FROM TLS_CERTIFICATES C ORDER BY C.NOT_AFTER, C.ID"));
    }

    private static List<StoredChain> chains(
            Connection connection, int offset, int limit, String sql, Object... parameters) throws SQLException {
        var chains = new ArrayList<StoredChain>();
        try (var statement = Database.prepare(connection, sql, parameters)) {
            statement.setMaxRows((int) Math.min((long) offset + limit, Integer.MAX_VALUE));
            try (var rows = statement.executeQuery()) {
                for (var row = 0; rows.next(); row++) {
                    if (row >= offset) {
                        chains.add(chain(rows));
                    }
                }
            }
        }
        return chains;
    }

    private static StoredChain chain(ResultSet row) throws SQLException {
        return new StoredChain(
                new StoredCertificate(
                        row.getString(1),
                        StoredChain.separated(row.getString(2)),
                        row.getString(3),
                        Instant.ofEpochSecond(row.getLong(4))),
                row.getString(5),
                row.getString(6));
    }

    // ---- writing

    @Override
    public void put(StoredChain chain) throws IOException {
        var description = chain.description();
        change(connection -> {
            var version = nextVersion(connection);
            removeNames(connection, description.id(), version);
            for (var serverName : description.serverNames()) {
                putName(connection, serverName, description.id(), version);
            }
            Database.update(connection, "DELETE FROM TLS_CERTIFICATES WHERE ID = ?", description.id());
            Database.update(
                    connection,
                    "INSERT INTO TLS_CERTIFICATES (ID, NOT_AFTER, KEY_ALGORITHM, SERVER_NAMES, CERTIFICATES, PRIVATE_KEY)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    description.id(),
                    description.notAfter().getEpochSecond(),
                    description.keyAlgorithm(),
                    StoredChain.joined(description.serverNames()),
                    chain.certificates(),
                    chain.privateKey());
            return version;
        });
    }

    @Override
    public boolean remove(String id) throws IOException {
        return change(connection -> {
            var version = nextVersion(connection);
            removeNames(connection, id, version);
            return Database.update(connection, "DELETE FROM TLS_CERTIFICATES WHERE ID = ?", id) == 1;
        });
    }

    private <T> T change(Database.Work<T> work) throws IOException {
        if (!this.isCounting.get()) {
            this.database.run(connection ->
                    Database.insert(connection, "INSERT INTO TLS_CERTIFICATE_CHANGES (ID, VERSION) VALUES (1, 0)"));
            this.isCounting.set(true);
        }
        return this.database.inTransaction(work);
    }

    /** Locks the row until the transaction ends, and forgets names that were removed long ago. */
    private static long nextVersion(Connection connection) throws SQLException {
        Database.update(connection, "UPDATE TLS_CERTIFICATE_CHANGES SET VERSION = VERSION + 1 WHERE ID = 1");
        var version = version(connection);
        Database.update(
                connection,
                "DELETE FROM TLS_CERTIFICATE_NAMES WHERE REMOVED = 1 AND VERSION < ?",
                version - MOST_CHANGES);
        if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            try (var notify = Database.prepare(connection, "SELECT pg_notify(?, '')", CHANNEL)) {
                notify.execute();
            }
        }
        return version;
    }

    private static void removeNames(Connection connection, String id, long version) throws SQLException {
        Database.update(
                connection,
                "UPDATE TLS_CERTIFICATE_NAMES SET REMOVED = 1, VERSION = ? WHERE ID = ? AND REMOVED = 0",
                version,
                id);
    }

    private static void putName(Connection connection, String serverName, String id, long version) throws SQLException {
        var isKnown = Database.update(
                connection,
                "UPDATE TLS_CERTIFICATE_NAMES SET REMOVED = 0, VERSION = ? WHERE SERVER_NAME = ? AND ID = ?",
                version,
                serverName,
                id);
        if (isKnown == 0) {
            Database.update(
                    connection,
                    "INSERT INTO TLS_CERTIFICATE_NAMES (SERVER_NAME, ID, VERSION, REMOVED) VALUES (?, ?, ?, 0)",
                    serverName,
                    id,
                    version);
        }
    }

    // ---- changes

    @Override
    public Changes changesSince(long version) throws IOException {
        return this.database.run(connection -> {
            var current = version(connection);
            return (current == version)
                    ? new Changes(current, Optional.of(Set.of()))
                    : new Changes(current, Optional.ofNullable(changedNames(connection, version, current)));
        });
    }

    private static long version(Connection connection) throws SQLException {
        try (var statement = Database.prepare(connection, VERSION);
                var row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static @Nullable Set<String> changedNames(Connection connection, long since, long current)
            throws SQLException {
        if (current < since || current - since > MOST_CHANGES) {
            return null;
        }
        var names = new HashSet<String>();
        try (var statement = Database.prepare(
                        connection, "SELECT SERVER_NAME FROM TLS_CERTIFICATE_NAMES WHERE VERSION > ?", since);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
