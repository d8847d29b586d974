package io.unifiedtls.benchmarks.servers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.autoconfigure.shared.TlsCertificateStoreAutoConfiguration;
import io.unifiedtls.autoconfigure.shared.TlsSessionsAutoConfiguration;
import io.unifiedtls.test.TestAuthority;

/** Measures applications that keep certificates and session ticket keys in a database, which is H2 in this process. */
final class StoreProbe {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** So that the second half of the polls is what the compilers have made of them. */
    private static final int POLLS = 40;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private StoreProbe() {}

    /** An application without a web server. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TlsCertificateStoreAutoConfiguration.class,
        TlsSessionsAutoConfiguration.class
    })
    static class Application {}

    /** Measures the start with that many certificates, after one with three. */
    static Map<String, Double> start(int names) throws Exception {
        for (int i = 0; i < 3; i++) {
            run(filled(DirectoryProbe.FEW)).close();
        }
        var few = cpuOfStart(filled(DirectoryProbe.FEW));
        var database = filled(names);
        var heap = DirectoryProbe.heapMegabytes();
        var many = cpuOfStart(database);
        try (var application = run(database)) {
            application.getBean(CertificateStore.class).find(DirectoryFiles.name(0));
            return Map.of("cpuMillis", many - few, "heapMegabytes", Math.max(0, DirectoryProbe.heapMegabytes() - heap));
        }
    }

    private static double cpuOfStart(DataSource database) {
        var cpu = DirectoryProbe.cpuNanos();
        run(database).close();
        return (DirectoryProbe.cpuNanos() - cpu) / 1e6;
    }

    /** Measures polls that find nothing new, with the part of the database. */
    static Map<String, Double> poll() throws Exception {
        try (var running = run(filled(DirectoryProbe.FEW))) {
            // a server begins to share keys
            running.getBean(ServerContext.class);
            TimeUnit.SECONDS.sleep(POLLS / 2);
            var before = cpuOfPolls();
            TimeUnit.SECONDS.sleep(POLLS / 2);
            var after = cpuOfPolls();
            return Map.of(
                    "storePollMicros", micros(after.certificates() - before.certificates()),
                    "ticketKeyPollMicros", micros(after.ticketKeys() - before.ticketKeys()));
        }
    }

    private static double micros(long nanosOfPolls) {
        return nanosOfPolls / 1e3 / (POLLS / 2);
    }

    /** The processor time of the threads that poll, in nanoseconds. */
    private record PollTime(long certificates, long ticketKeys) {}

    private static PollTime cpuOfPolls() {
        return new PollTime(cpuOf("tls-certificate-store"), cpuOf("tls-ticket-keys"));
    }

    private static long cpuOf(String name) {
        return Arrays.stream(THREADS.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().equals(name))
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static ConfigurableApplicationContext run(DataSource database) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(DataSource.class, () -> database))
                .properties(
                        "spring.main.banner-mode=off",
                        "logging.level.root=WARN",
                        "tls.reload.enabled=false",
                        "tls.servers.web.source=certificateStore",
                        "tls.certificate-store.type=jdbc",
                        "tls.certificate-store.poll=1s",
                        "tls.certificate-store.encryption-key=" + KEY,
                        "tls.sessions.shared=jdbc",
                        "tls.sessions.poll=1s",
                        "tls.sessions.encryption-key=" + KEY)
                .run();
    }

    /** Returns a database with copies of one certificate; the first of them is the one that can be decrypted. */
    private static DataSource filled(int certificates) throws Exception {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        try (var application = run(database)) {
            var certificate = TestAuthority.create("Benchmark CA").server(DirectoryFiles.name(0));
            application
                    .getBean(CertificateStore.class)
                    .put("site0", certificate.chainPem(), certificate.privateKeyPem(), List.of());
        }
        copy(database, certificates);
        return database;
    }

    private static void copy(DataSource database, int certificates) throws SQLException {
        try (var connection = database.getConnection();
                var chain = connection.prepareStatement(
                        "INSERT INTO TLS_CERTIFICATES SELECT ?, NOT_AFTER + 1, KEY_ALGORITHM, ?, CERTIFICATES, PRIVATE_KEY"
                                + " FROM TLS_CERTIFICATES WHERE ID = 'site0'");
                var name = connection.prepareStatement(
                        "INSERT INTO TLS_CERTIFICATE_NAMES (SERVER_NAME, ID, VERSION, REMOVED) VALUES (?, ?, 1, 0)")) {
            for (int i = 1; i < certificates; i++) {
                var serverName = DirectoryFiles.name(i);
                chain.setString(1, "site" + i);
                chain.setString(2, serverName);
                chain.executeUpdate();
                name.setString(1, serverName);
                name.setString(2, "site" + i);
                name.executeUpdate();
            }
        }
    }
}
