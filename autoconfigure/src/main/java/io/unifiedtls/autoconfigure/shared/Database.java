package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;

import javax.sql.DataSource;

/** The database of the application. Thread-safe. */
final class Database {

    private static final int SECONDS = 10;

    /** SQLSTATE class 23: integrity constraint violation. */
    private static final String CONSTRAINT = "23";

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs statements, and returns their result. */
    @FunctionalInterface
    interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    DataSource dataSource() {
        return this.dataSource;
    }

    /** Runs statements, each in a transaction of its own. */
    <T> T run(Work<T> work) throws IOException {
        try (var connection = this.dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return work.with(connection);
        } catch (SQLException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** Runs statements in one transaction. */
    <T> T inTransaction(Work<T> work) throws IOException {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                var result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    /** Creates tables and their indexes unless they are there. */
    void create(List<String> statements) throws IOException {
        run(connection -> {
            try (var statement = connection.createStatement()) {
                for (var one : statements) {
                    statement.execute(one);
                }
                return statements.size();
            }
        });
    }

    /** Returns a statement with its parameters and a time limit. */
    static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(SECONDS);
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }

    /** Runs a statement, and returns how many rows it has changed. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Adds a row, and returns whether there was none with its key. */
    static boolean insert(Connection connection, String sql, Object... parameters) throws SQLException {
        try {
            return update(connection, sql, parameters) == 1;
        } catch (SQLIntegrityConstraintViolationException otherWasFaster) {
            return false;
        } catch (SQLException failure) {
            if (String.valueOf(failure.getSQLState()).startsWith(CONSTRAINT)) {
                return false; // so do drivers that have no exception of its own for it
            }
            throw failure;
        }
    }
}
