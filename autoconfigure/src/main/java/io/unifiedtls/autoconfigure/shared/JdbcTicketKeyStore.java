package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Optional;

import javax.sql.DataSource;

/** Keeps values in a table of the application's database, one row each. Thread-safe. */
final class JdbcTicketKeyStore implements TicketKeyStore {

    /** The same for all databases; the content is Base64. */
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS TLS_TICKET_KEYS (
                NAME VARCHAR(40) NOT NULL PRIMARY KEY,
                VERSION BIGINT NOT NULL,
                CONTENT VARCHAR(4000) NOT NULL
            )""";

    private static final int SECONDS = 10;

    /** SQLSTATE class 23: integrity constraint violation. */
    private static final String CONSTRAINT = "23";

    private final DataSource dataSource;

    JdbcTicketKeyStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs statements, and returns their result. */
    @FunctionalInterface
    private interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    /** Creates the table unless it is there. */
    void initialize() throws IOException {
        run(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(CREATE);
            }
        });
    }

    @Override
    public Optional<Versioned> load(String name) throws IOException {
        return run(connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT VERSION, CONTENT FROM TLS_TICKET_KEYS WHERE NAME = ?")) {
                statement.setQueryTimeout(SECONDS);
                statement.setString(1, name);
                try (var row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new Versioned(Long.toString(row.getLong(1)), StoredText.value(row.getString(2))))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean replace(String name, Optional<String> expectedVersion, byte[] value) throws IOException {
        var content = StoredText.of(value);
        return run(connection -> expectedVersion.isPresent()
                ? update(connection, name, Long.parseLong(expectedVersion.get()), content)
                : insert(connection, name, content));
    }

    private static boolean update(Connection connection, String name, long version, String content)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE TLS_TICKET_KEYS SET VERSION = ?, CONTENT = ? WHERE NAME = ? AND VERSION = ?")) {
            statement.setQueryTimeout(SECONDS);
            statement.setLong(1, version + 1);
            statement.setString(2, content);
            statement.setString(3, name);
            statement.setLong(4, version);
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean insert(Connection connection, String name, String content) throws SQLException {
        try (var statement =
                connection.prepareStatement("INSERT INTO TLS_TICKET_KEYS (NAME, VERSION, CONTENT) VALUES (?, 1, ?)")) {
            statement.setQueryTimeout(SECONDS);
            statement.setString(1, name);
            statement.setString(2, content);
            return statement.executeUpdate() == 1;
        } catch (SQLIntegrityConstraintViolationException otherWasFaster) {
            return false;
        } catch (SQLException failure) {
            if (String.valueOf(failure.getSQLState()).startsWith(CONSTRAINT)) {
                return false; // so do drivers that have no exception of its own for it
            }
            throw failure;
        }
    }

    private <T> T run(Work<T> work) throws IOException {
        try (var connection = this.dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return work.with(connection);
        } catch (SQLException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
