package io.unifiedtls.autoconfigure.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every table does, with H2; Redis and other databases are tested with real servers. */
@Tag("any-jdk")
class CertificateTableTests {

    private static final Instant SOON = Instant.ofEpochSecond(1_800_000_000);

    private CertificateTable table;

    @BeforeEach
    void create() throws IOException {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        var database = new Database(dataSource);
        database.create(JdbcCertificateTable.CREATE);
        database.create(JdbcCertificateTable.CREATE);
        this.table = new JdbcCertificateTable(database);
    }

    private static StoredChain chain(String id, Instant notAfter, String... serverNames) {
        return new StoredChain(
                new StoredCertificate(id, List.of(serverNames), "EC", notAfter),
                "certificates of " + id,
                "key of " + id);
    }

    private List<String> ids(String... serverNames) throws IOException {
        return this.table.find(List.of(serverNames)).stream()
                .map(chain -> chain.description().id())
                .toList();
    }

    @Test
    void hasNothingAtFirst() throws IOException {
        assertThat(ids("www.example.com", "*.example.com")).isEmpty();
        assertThat(this.table.get("www")).isEmpty();
        assertThat(this.table.soonestToExpire(0, 10)).isEmpty();
        assertThat(this.table.remove("www")).isFalse();
        assertThat(new JdbcCertificateTable(empty()).changesSince(-1).version()).isZero();
    }

    private static Database empty() throws IOException {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        var database = new Database(dataSource);
        database.create(JdbcCertificateTable.CREATE);
        return database;
    }

    @Test
    void findsAChainByEachOfItsNames() throws IOException {
        var chain = chain("www", SOON, "www.example.com", "*.example.org");
        this.table.put(chain);

        assertThat(this.table.find(List.of("www.example.com"))).containsExactly(chain);
        assertThat(this.table.find(List.of("any.example.org", "*.example.org"))).containsExactly(chain);
        assertThat(this.table.get("www")).contains(chain);
        assertThat(ids("other.example.com", "*.example.com")).isEmpty();
    }

    @Test
    void prefersAnExactName() throws IOException {
        this.table.put(chain("any", SOON, "*.example.com"));
        this.table.put(chain("www", SOON, "www.example.com"));

        assertThat(ids("www.example.com", "*.example.com")).containsExactly("www");
        assertThat(ids("api.example.com", "*.example.com")).containsExactly("any");
    }

    @Test
    void findsAllChainsOfAName() throws IOException {
        this.table.put(chain("www-ec", SOON, "www.example.com"));
        this.table.put(chain("www-rsa", SOON, "www.example.com"));

        assertThat(ids("www.example.com")).containsExactlyInAnyOrder("www-ec", "www-rsa");
    }

    @Test
    void replacesAChainWithItsNames() throws IOException {
        this.table.put(chain("www", SOON, "www.example.com", "old.example.com"));
        var renewed = chain("www", SOON.plusSeconds(1), "www.example.com", "new.example.com");
        this.table.put(renewed);

        assertThat(this.table.find(List.of("www.example.com"))).containsExactly(renewed);
        assertThat(ids("new.example.com")).containsExactly("www");
        assertThat(ids("old.example.com")).isEmpty();
        assertThat(this.table.soonestToExpire(0, 10)).containsExactly(renewed);
    }

    @Test
    void removesAChain() throws IOException {
        this.table.put(chain("www", SOON, "www.example.com"));

        assertThat(this.table.remove("www")).isTrue();

        assertThat(ids("www.example.com")).isEmpty();
        assertThat(this.table.get("www")).isEmpty();
        this.table.put(chain("www", SOON, "www.example.com"));
        assertThat(ids("www.example.com")).containsExactly("www");
    }

    @Test
    void listsThoseThatExpireFirst() throws IOException {
        this.table.put(chain("c", SOON.plusSeconds(2), "c.example.com"));
        this.table.put(chain("a", SOON, "a.example.com"));
        this.table.put(chain("b", SOON, "b.example.com"));

        assertThat(this.table.soonestToExpire(0, 2))
                .extracting(chain -> chain.description().id())
                .containsExactly("a", "b");
        assertThat(this.table.soonestToExpire(1, Integer.MAX_VALUE))
                .extracting(chain -> chain.description().id())
                .containsExactly("b", "c");
    }

    @Test
    void tellsWhatHasChanged() throws IOException {
        this.table.put(chain("www", SOON, "www.example.com"));
        var before = this.table.changesSince(0).version();
        assertThat(this.table.changesSince(before).serverNames()).contains(Set.of());

        this.table.put(chain("api", SOON, "api.example.com"));
        this.table.remove("www");

        var changes = this.table.changesSince(before);
        assertThat(changes.version()).isEqualTo(before + 2);
        assertThat(changes.serverNames()).contains(Set.of("api.example.com", "www.example.com"));
        assertThat(this.table.changesSince(before + 1).serverNames()).contains(Set.of("www.example.com"));
    }

    @Test
    void tellsThatTooMuchHasChanged() throws IOException {
        this.table.put(chain("www", SOON, "www.example.com"));

        assertThat(this.table.changesSince(-CertificateTable.MOST_CHANGES).serverNames())
                .isEmpty();
        // as after a backup was restored
        assertThat(this.table.changesSince(100).serverNames()).isEmpty();
        assertThat(this.table.changesSince(100).version()).isOne();
    }

    @Test
    void countsEveryChangeOfManyNodes() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        var writers = new ArrayList<Callable<Integer>>();
        for (var writer = 0; writer < 8; writer++) {
            var id = "site" + writer;
            writers.add(() -> {
                for (var i = 0; i < 20; i++) {
                    this.table.put(chain(id, SOON, "shared.example.com", i + "." + id + ".example.com"));
                }
                return 20;
            });
        }
        try {
            for (var result : threads.invokeAll(writers)) {
                assertThat(result.get()).isEqualTo(20);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(this.table.changesSince(0).version()).isEqualTo(160);
        assertThat(ids("shared.example.com")).hasSize(8);
        assertThat(ids("18.site3.example.com")).isEmpty();
        assertThat(ids("19.site3.example.com")).containsExactly("site3");
    }

    @Test
    void failsWhereItCannotBeReached() {
        var unreachable = new JdbcCertificateTable(new Database(new JdbcDataSource()));

        assertThatIOException().isThrownBy(() -> unreachable.find(List.of("www.example.com")));
        assertThatIOException().isThrownBy(() -> unreachable.put(chain("www", SOON, "www.example.com")));
        assertThatIOException().isThrownBy(() -> unreachable.changesSince(0));
    }
}
