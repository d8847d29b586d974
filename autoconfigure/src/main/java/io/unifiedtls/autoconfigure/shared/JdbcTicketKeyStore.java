package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.util.Optional;

/** Keeps values in a table of the application's database, one row each. Thread-safe. */
final class JdbcTicketKeyStore implements TicketKeyStore {

    /** The same for all databases; the content is Base64. */
    static final String CREATE = """
            CREATE TABLE IF NOT EXISTS TLS_TICKET_KEYS (
                NAME VARCHAR(40) NOT NULL PRIMARY KEY,
                VERSION BIGINT NOT NULL,
                CONTENT VARCHAR(4000) NOT NULL
            )""";

    private static final String SELECT = "SELECT VERSION, CONTENT FROM TLS_TICKET_KEYS WHERE NAME = ?";

    private static final String INSERT = "INSERT INTO TLS_TICKET_KEYS (NAME, VERSION, CONTENT) VALUES (?, 1, ?)";

    private static final String UPDATE =
            "UPDATE TLS_TICKET_KEYS SET VERSION = ?, CONTENT = ? WHERE NAME = ? AND VERSION = ?";

    private final Database database;

    JdbcTicketKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Versioned> load(String name) throws IOException {
        return this.database.run(connection -> {
            try (var statement = Database.prepare(connection, SELECT, name);
                    var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Versioned(Long.toString(row.getLong(1)), StoredText.value(row.getString(2))))
                        : Optional.empty();
            }
        });
    }

    @Override
    public boolean replace(String name, Optional<String> expectedVersion, byte[] value) throws IOException {
        var content = StoredText.of(value);
        return this.database.run(connection -> {
            if (expectedVersion.isEmpty()) {
                return Database.insert(connection, INSERT, name, content);
            }
            var version = Long.parseLong(expectedVersion.get());
            return Database.update(connection, UPDATE, version + 1, content, name, version) == 1;
        });
    }
}
