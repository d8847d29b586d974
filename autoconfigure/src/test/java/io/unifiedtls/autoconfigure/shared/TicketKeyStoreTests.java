package io.unifiedtls.autoconfigure.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.autoconfigure.shared.TicketKeyStore.Versioned;

/** What every store does; Redis and other databases are tested with real servers. */
@Tag("any-jdk")
@ParameterizedClass
@ValueSource(strings = {"jdbc", "file"})
class TicketKeyStoreTests {

    private static final byte[] ONE = {1, -1, 0};

    private static final byte[] TWO = {2};

    @Parameter
    String kind;

    @TempDir
    Path directory;

    private TicketKeyStore store;

    @BeforeEach
    void create() throws IOException {
        this.store = kind.equals("jdbc") ? jdbc() : new FileTicketKeyStore(this.directory);
    }

    private static TicketKeyStore jdbc() throws IOException {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        var database = new Database(dataSource);
        database.create(List.of(JdbcTicketKeyStore.CREATE, JdbcTicketKeyStore.CREATE));
        return new JdbcTicketKeyStore(database);
    }

    private Optional<String> version(String name) throws IOException {
        return this.store.load(name).map(Versioned::version);
    }

    @Test
    void hasNothingAtFirst() throws IOException {
        assertThat(this.store.load("ticket-keys-1")).isEmpty();
    }

    @Test
    void keepsEachValueUnderItsName() throws IOException {
        assertThat(this.store.replace("ticket-keys-1", Optional.empty(), ONE)).isTrue();
        assertThat(this.store.replace("ticket-keys-2", Optional.empty(), TWO)).isTrue();

        assertThat(this.store.load("ticket-keys-1").orElseThrow().value()).isEqualTo(ONE);
        assertThat(this.store.load("ticket-keys-2").orElseThrow().value()).isEqualTo(TWO);
    }

    @Test
    void replacesTheVersionThatIsExpected() throws IOException {
        this.store.replace("ticket-keys-1", Optional.empty(), ONE);
        var first = version("ticket-keys-1");

        assertThat(this.store.replace("ticket-keys-1", first, TWO)).isTrue();

        assertThat(this.store.load("ticket-keys-1").orElseThrow().value()).isEqualTo(TWO);
        assertThat(version("ticket-keys-1")).isNotEqualTo(first);
    }

    @Test
    void leavesAnotherVersionAlone() throws IOException {
        assertThat(this.store.replace("ticket-keys-1", Optional.of("1"), TWO)).isFalse();
        this.store.replace("ticket-keys-1", Optional.empty(), ONE);
        var first = version("ticket-keys-1");
        this.store.replace("ticket-keys-1", first, ONE);

        assertThat(this.store.replace("ticket-keys-1", Optional.empty(), TWO)).isFalse();
        assertThat(this.store.replace("ticket-keys-1", first, TWO)).isFalse();
        assertThat(this.store.load("ticket-keys-1").orElseThrow().value()).isEqualTo(ONE);
    }

    @Test
    void keepsALargeValue() throws IOException {
        var value = new byte[TicketKeyStore.LARGEST];
        this.store.replace("ticket-keys-" + "0".repeat(28), Optional.empty(), value);

        assertThat(this.store
                        .load("ticket-keys-" + "0".repeat(28))
                        .orElseThrow()
                        .value())
                .isEqualTo(value);
    }

    @Test
    void letsOneOfManyNodesWin() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            for (var round = 0; round < 20; round++) {
                var expected = version("ticket-keys-1");
                Callable<Boolean> replacing = () -> this.store.replace("ticket-keys-1", expected, ONE);
                var results = threads.invokeAll(
                        IntStream.range(0, 8).mapToObj(node -> replacing).toList());
                var winners = 0;
                for (var result : results) {
                    winners += result.get() ? 1 : 0;
                }
                assertThat(winners).isOne();
                assertThat(version("ticket-keys-1")).isNotEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
        if (kind.equals("file")) {
            assertThat(this.directory)
                    .isDirectoryContaining(file -> file.toString().endsWith(".20"));
            try (var files = Files.list(this.directory)) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Test
    void failsWhereItCannotBeReached() throws IOException {
        var unreachable = kind.equals("jdbc")
                ? new JdbcTicketKeyStore(new Database(new JdbcDataSource()))
                : new FileTicketKeyStore(this.directory.resolve("missing"));

        assertThatIOException().isThrownBy(() -> unreachable.load("ticket-keys-1"));
        assertThatIOException().isThrownBy(() -> unreachable.replace("ticket-keys-1", Optional.empty(), ONE));
    }
}
