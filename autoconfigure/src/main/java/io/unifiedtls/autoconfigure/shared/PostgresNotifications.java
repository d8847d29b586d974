package io.unifiedtls.autoconfigure.shared;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's {@code LISTEN}, with a thread and a connection of its own; the thread ends if it is another database,
 * which is found out only once that can be reached.
 */
final class PostgresNotifications implements ChangeNotifications {

    private static final Log LOG = LogFactory.getLog(PostgresNotifications.class);

    /** How long closing may take, since the driver waits for notifications in between. */
    private static final int WAIT_MILLIS = 1_000;

    private final DataSource dataSource;

    private final Duration retry;

    /** @param retry the pause after the connection was lost */
    PostgresNotifications(DataSource dataSource, Duration retry) {
        this.dataSource = dataSource;
        this.retry = retry;
    }

    @Override
    public Listening listen(Runnable changed) {
        var closed = new CountDownLatch(1);
        var thread = new Thread(() -> run(changed, closed), "tls-certificate-notifications");
        thread.setDaemon(true);
        thread.start();
        return () -> {
            closed.countDown();
            try {
                thread.join(2L * WAIT_MILLIS); // so that the pool gets its connection back before it is closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void run(Runnable changed, CountDownLatch closed) {
        try {
            while (receive(changed, closed) && !closed.await(this.retry.toMillis(), TimeUnit.MILLISECONDS)) {
                // again, after the connection was lost
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the database has notifications, as far as that is known. */
    private boolean receive(Runnable changed, CountDownLatch closed) {
        try (var connection = this.dataSource.getConnection()) {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return false;
            }
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("LISTEN " + JdbcCertificateTable.CHANNEL);
            }
            changed.run(); // what was missed meanwhile
            var postgres = connection.unwrap(PGConnection.class);
            while (closed.getCount() > 0) {
                var notifications = postgres.getNotifications(WAIT_MILLIS);
                if (notifications != null && notifications.length > 0) {
                    changed.run();
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("UNLISTEN " + JdbcCertificateTable.CHANNEL);
            }
        } catch (SQLException lost) {
            LOG.debug("changes of certificates are found by polls until the database can be reached again", lost);
        }
        return true;
    }
}
