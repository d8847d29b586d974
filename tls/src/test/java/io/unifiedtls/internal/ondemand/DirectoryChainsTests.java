package io.unifiedtls.internal.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.material.CredentialReader;
import io.unifiedtls.internal.sni.OnDemandChains.Result;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class DirectoryChainsTests {

    private static final TestAuthority ROOT = TestAuthority.create("Directory Chains");

    private static final TestCertificate CERTIFICATE = ROOT.server("www.example.com");

    private static final long MEBIBYTE = 1 << 20;

    private final AtomicInteger loads = new AtomicInteger();

    @TempDir
    private Path directory;

    @TempDir
    private Path cache;

    @BeforeEach
    void writeSites() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("site" + i + ".example.com", CERTIFICATE);
        }
        rest();
    }

    private void write(String name, TestCertificate certificate) throws IOException {
        Files.write(this.directory.resolve(name + ".pem"), certificate.chainPem());
        Files.write(this.directory.resolve(name + ".key"), certificate.privateKeyPem());
    }

    /** As if nothing had changed for a while. */
    private void rest() throws IOException {
        Files.setLastModifiedTime(this.directory, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private DirectoryChains chains() throws ConfigurationException {
        return chains(CertificateDirectory.of(this.directory), MEBIBYTE);
    }

    private DirectoryChains chains(CertificateDirectory settings, long capacity) throws ConfigurationException {
        return new DirectoryChains(
                settings,
                chain -> {
                    this.loads.incrementAndGet();
                    return CredentialReader.load(chain);
                },
                capacity);
    }

    private static Credential find(DirectoryChains chains, String name) {
        var found = chains.find(name);
        return (found == null) ? null : found.join().credentials().get(0);
    }

    // ---- loading

    @Test
    void loadsNothingBeforeItIsNeededAndThenOnce() throws Exception {
        var chains = chains();
        assertThat(chains.names()).isEqualTo(10);
        assertThat(this.loads).hasValue(0);

        var first = find(chains, "site1.example.com");

        assertThat(find(chains, "site1.example.com")).isSameAs(first);
        assertThat(this.loads).hasValue(1);
        assertThat(chains.loaded()).containsExactly(first);
    }

    @Test
    void loadsOnceForAllThatWait() throws Exception {
        var go = new CountDownLatch(1);
        var chains = new DirectoryChains(CertificateDirectory.of(this.directory), chain -> {
            this.loads.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new ConfigurationException("interrupted", e);
            }
            return CredentialReader.load(chain);
        });
        var waiting = new ArrayList<CompletableFuture<Result>>();
        for (int i = 0; i < 100; i++) {
            waiting.add(chains.find("site1.example.com"));
        }

        go.countDown();

        var first = waiting.get(0).join().credentials().get(0);
        assertThat(waiting)
                .allSatisfy(each -> assertThat(each.join().credentials()).containsExactly(first));
        assertThat(this.loads).hasValue(1);
    }

    @Test
    void keepsNoMoreThanItsBound() throws Exception {
        var one = BoundedCache.bytesOf(
                List.of(new Credential(CERTIFICATE.privateKey(), CERTIFICATE.chain(), List.of("www.example.com"))));
        var chains = chains(CertificateDirectory.of(this.directory), 3 * one);

        for (int i = 0; i < 10; i++) {
            find(chains, "site" + i + ".example.com");
        }

        assertThat(chains.loaded()).hasSize(3);
        assertThat(find(chains, "site0.example.com")).isNotNull();
    }

    @Test
    void remembersAProblemUntilTheFilesChange() throws Exception {
        Files.write(this.directory.resolve("site1.example.com.pem"), new byte[] {1, 2, 3});
        var chains = chains();

        for (int i = 0; i < 3; i++) {
            assertThat(chains.find("site1.example.com")).failsWithin(Duration.ofSeconds(10));
        }

        assertThat(this.loads).hasValue(1);
        assertThat(chains.problems()).containsOnlyKeys("site1.example.com");

        write("site1.example.com", CERTIFICATE);
        assertThat(find(chains, "site1.example.com")).isNotNull();
        assertThat(chains.problems()).isEmpty();
    }

    @Test
    void leavesNoThread() throws Exception {
        find(chains(), "site1.example.com");

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("tls-certificates")));
    }

    // ---- changes

    @Test
    void looksOnlyAtWhatHasChanged() throws Exception {
        var chains = chains();
        var old = find(chains, "site1.example.com");
        var other = find(chains, "site2.example.com");
        write("site1.example.com", ROOT.server("site1.example.com"));
        write("new.example.com", CERTIFICATE);
        Files.delete(this.directory.resolve("site3.example.com.pem"));

        assertThat(chains.update(Set.of("site1.example.com.pem", "new.example.com.key", "site3.example.com.pem"), true))
                .isTrue();

        assertThat(find(chains, "site1.example.com")).isNotSameAs(old);
        assertThat(find(chains, "site2.example.com")).isSameAs(other);
        assertThat(find(chains, "new.example.com")).isNotNull();
        assertThat(chains.find("site3.example.com")).isNull();
        assertThat(chains.find("site4.example.com")).isNotNull();
    }

    @Test
    void forgetsANameThatWasAddedAndRemoved() throws Exception {
        var chains = chains();
        write("new.example.com", CERTIFICATE);
        chains.update(Set.of("new.example.com.pem", "new.example.com.key"), true);
        assertThat(chains.names()).isEqualTo(11);
        Files.delete(this.directory.resolve("new.example.com.pem"));

        chains.update(Set.of("new.example.com.pem"), true);

        assertThat(chains.names()).isEqualTo(10);
        assertThat(chains.find("new.example.com")).isNull();
    }

    @Test
    void doesNotListTheDirectoryAgainAfterEvents() throws Exception {
        var chains = chains();
        write("new.example.com", CERTIFICATE);
        chains.update(Set.of("new.example.com.pem", "new.example.com.key"), true);
        var time = Files.getLastModifiedTime(this.directory);
        Files.delete(this.directory.resolve("site4.example.com.pem"));
        Files.setLastModifiedTime(this.directory, time); // a change that cannot be seen

        chains.updateAll(true);

        assertThat(chains.find("site4.example.com")).isNotNull();
    }

    @Test
    void findsEverythingWithoutEvents() throws Exception {
        var chains = chains();
        var old = find(chains, "site1.example.com");
        write("site1.example.com", ROOT.server("site1.example.com"));
        write("new.example.com", CERTIFICATE);
        Files.delete(this.directory.resolve("site3.example.com.pem"));

        assertThat(chains.updateAll(true)).isTrue();

        assertThat(find(chains, "site1.example.com")).isNotSameAs(old);
        assertThat(find(chains, "new.example.com")).isNotNull();
        assertThat(chains.find("site3.example.com")).isNull();
    }

    @Test
    void keepsWhatIsInUseIfTheNewFilesAreBroken() throws Exception {
        var chains = chains();
        var old = find(chains, "site1.example.com");
        Files.write(this.directory.resolve("site1.example.com.key"), new byte[] {1});

        assertThat(chains.updateAll(true)).isFalse();

        assertThat(find(chains, "site1.example.com")).isSameAs(old);
        assertThat(chains.problems()).containsOnlyKeys("site1.example.com");
    }

    @Test
    void buildsTheIndexAgainAfterManyChanges() throws Exception {
        var chains = chains();
        for (int i = 0; i < 1_100; i++) {
            var name = "more" + i + ".example.com";
            Files.createFile(this.directory.resolve(name + ".pem"));
            chains.update(Set.of(name + ".pem"), true);
        }

        assertThat(chains.names()).isEqualTo(1_110);
        assertThat(chains.find("more0.example.com")).isNotNull();
        assertThat(chains.find("more1099.example.com")).isNotNull();
        assertThat(find(chains, "site1.example.com")).isNotNull();
    }

    // ---- the index in a file

    @Test
    void usesTheIndexThatWasKept() throws Exception {
        var settings = CertificateDirectory.of(this.directory).withIndex(this.cache.resolve("kept.index"));
        chains(settings, MEBIBYTE);
        var time = Files.getLastModifiedTime(this.directory);
        Files.delete(this.directory.resolve("site4.example.com.pem"));
        Files.setLastModifiedTime(this.directory, time); // a change that cannot be seen

        assertThat(chains(settings, MEBIBYTE).find("site4.example.com")).isNotNull();
    }

    @Test
    void listsTheDirectoryAgainIfItHasChanged() throws Exception {
        var settings = CertificateDirectory.of(this.directory).withIndex(this.cache.resolve("kept.index"));
        chains(settings, MEBIBYTE);
        Files.delete(this.directory.resolve("site4.example.com.pem"));

        assertThat(chains(settings, MEBIBYTE).find("site4.example.com")).isNull();
    }

    // ---- names of certificates

    @Test
    void followsTheNamesOfCertificates() throws Exception {
        write("any", ROOT.server("one.example.com"));
        var chains = chains(
                CertificateDirectory.of(this.directory).withNames(CertificateDirectory.Names.CERTIFICATE), MEBIBYTE);
        assertThat(find(chains, "one.example.com")).isNotNull();
        write("any", ROOT.server("two.example.com"));

        chains.update(Set.of("any.pem", "any.key"), true);

        assertThat(chains.find("one.example.com")).isNull();
        assertThat(find(chains, "two.example.com")).isNotNull();
        assertThat(chains.find("www.example.com").join().credentials()).hasSize(10);
    }
}
