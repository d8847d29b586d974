package io.unifiedtls.internal.ondemand;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.SigningChainSource.Answer;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.material.CredentialReader;
import io.unifiedtls.internal.sni.OnDemandChains.Result;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class SourceChainsTests {

    private static final TestAuthority ROOT = TestAuthority.create("Source Chains");

    private static final SigningChain SHOP = chain(ROOT.server("shop.example.com"));

    private static final SigningChain WILDCARD = chain(ROOT.server("*.example.com"));

    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    private final AtomicInteger loads = new AtomicInteger();

    private volatile Instant now = Instant.now();

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    private SourceChains chains(SigningChainSource source) {
        return chains(source, 1 << 20);
    }

    private SourceChains chains(SigningChainSource source, long capacity) {
        return new SourceChains(
                new Noting(source, this.asked),
                chain -> {
                    this.loads.incrementAndGet();
                    return CredentialReader.load(chain);
                },
                () -> this.now,
                capacity);
    }

    /** Notes what is asked. */
    private record Noting(SigningChainSource source, ConcurrentLinkedQueue<String> asked)
            implements SigningChainSource {

        @Override
        public Answer find(String serverName) throws IOException, InterruptedException {
            this.asked.add(serverName);
            return this.source.find(serverName);
        }

        @Override
        public void observe(ChangeListener listener) {
            this.source.observe(listener);
        }

        @Override
        public Duration timeout() {
            return this.source.timeout();
        }

        @Override
        public int concurrency() {
            return this.source.concurrency();
        }
    }

    private static Credential find(SourceChains chains, String name) {
        return chains.find(name).join().credentials().get(0);
    }

    @Test
    void keepsAnAnswerByTheNamesOfItsCertificate() {
        var chains = chains(name -> Answer.found(WILDCARD));

        for (int i = 0; i < 100; i++) {
            find(chains, "any" + i + ".example.com");
        }

        assertThat(this.asked).containsExactly("any0.example.com");
        assertThat(chains.loaded()).hasSize(1);
    }

    @Test
    void keepsNothingByWhatClientsRequest() {
        var chains = chains(name -> Answer.found(SHOP));

        for (int i = 0; i < 100; i++) {
            find(chains, "any" + i + ".example.com");
        }

        assertThat(this.asked).hasSize(100);
        assertThat(this.loads).hasValue(1);
        assertThat(chains.loaded()).hasSize(1);
    }

    @Test
    void asksAgainAfterTheTimeToLiveWithoutLettingAnybodyWait() {
        var renewed = chain(ROOT.server("shop.example.com"));
        var current = new AtomicBoolean();
        var chains = chains(name -> Answer.found(current.get() ? renewed : SHOP));
        var old = find(chains, "shop.example.com");
        current.set(true);
        this.now = this.now.plus(Duration.ofMinutes(5)).plusMillis(1);

        assertThat(find(chains, "shop.example.com")).isSameAs(old);

        await().until(() -> find(chains, "shop.example.com") != old);
        assertThat(chains.loaded()).extracting(Credential::serverNames).contains(List.of("shop.example.com"));
    }

    @Test
    void keepsWhatItHasWhileTheSourceFails() {
        var away = new AtomicBoolean();
        var chains = chains(name -> {
            if (away.get()) {
                throw new IOException("the database is away");
            }
            return Answer.found(SHOP);
        });
        var known = find(chains, "shop.example.com");
        away.set(true);

        for (int i = 0; i < 3; i++) {
            this.now = this.now.plus(Duration.ofMinutes(6));
            assertThat(find(chains, "shop.example.com")).isSameAs(known);
            var times = i + 2;
            await().until(() -> {
                find(chains, "shop.example.com");
                return this.asked.size() >= times;
            });
        }
    }

    @Test
    void forgetsWhatTheSourceDoesNotKnowAnyMore() {
        var gone = new AtomicBoolean();
        var chains = chains(name -> gone.get() ? Answer.unknown() : Answer.found(SHOP));
        find(chains, "shop.example.com");
        gone.set(true);
        this.now = this.now.plus(Duration.ofMinutes(6));
        find(chains, "shop.example.com");

        await().until(() -> chains.loaded().isEmpty());
        assertThat(chains.find("shop.example.com").join()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void doesNotAskAgainForAnUnknownNameForAWhile() {
        var chains = chains(name -> name.startsWith("bad") ? Answer.rejected() : Answer.unknown());

        for (int i = 0; i < 3; i++) {
            assertThat(chains.find("unknown.example.com").join()).isEqualTo(Result.UNKNOWN);
            assertThat(chains.find("bad.example.com").join()).isEqualTo(Result.REJECTED);
        }
        assertThat(this.asked).hasSize(2);

        this.now = this.now.plusSeconds(30);
        chains.find("unknown.example.com").join();
        assertThat(this.asked).hasSize(3);
    }

    @Test
    void keepsNoMoreThanItsBound() {
        var chains = chains(name -> Answer.found(chain(ROOT.server(name))), 50_000);

        for (int i = 0; i < 20; i++) {
            find(chains, "site" + i + ".example.com");
        }

        assertThat(chains.loaded()).hasSizeBetween(1, 6);
    }

    @Test
    void refusesMoreLookUpsThanAllowed() {
        var answer = new CountDownLatch(1);
        var chains = chains(new SigningChainSource() {

            @Override
            public Answer find(String serverName) throws InterruptedException {
                answer.await();
                return Answer.found(SHOP);
            }

            @Override
            public int concurrency() {
                return 1;
            }
        });
        var first = chains.find("one.example.com");

        assertThat(chains.find("two.example.com"))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the limit of 1 look-ups at the same time is reached");

        answer.countDown();
        assertThat(first.join().credentials()).hasSize(1);
        await().until(() -> !chains.find("two.example.com").isCompletedExceptionally());
    }

    @Test
    void doesNotWaitForEver() {
        var interrupted = new CompletableFuture<Boolean>();
        var chains = chains(new SigningChainSource() {

            @Override
            public Answer find(String serverName) throws InterruptedException {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                    throw e;
                }
                return Answer.unknown();
            }

            @Override
            public Duration timeout() {
                return Duration.ofMillis(20);
            }
        });

        assertThat(chains.find("shop.example.com"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("the source of certificates did not answer within 20 ms");
        assertThat(interrupted).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void saysThatNullIsNoAnswer() {
        assertThat(chains(name -> null).find("shop.example.com"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("SigningChainSource.find returned null for shop.example.com");
    }

    // ---- changes that the source tells of

    /** Has chains by name, and tells of changes. */
    private static class Telling implements SigningChainSource {

        final Map<String, SigningChain> chains = new ConcurrentHashMap<>();

        private final AtomicBoolean isAway = new AtomicBoolean();

        private volatile @Nullable ChangeListener listener;

        @Override
        public void observe(ChangeListener listener) {
            this.listener = listener;
        }

        @Override
        public Answer find(String serverName) throws IOException {
            if (this.isAway.get()) {
                throw new IOException("the database is away");
            }
            var found = this.chains.getOrDefault(serverName, this.chains.get("*.example.com"));
            return (found == null) ? Answer.unknown() : Answer.found(found);
        }

        void tell(String... names) {
            requireNonNull(this.listener).changed(List.of(names));
        }
    }

    @Test
    void letsTheNextClientWaitForAChangedChain() {
        var source = new Telling();
        source.chains.put("shop.example.com", SHOP);
        var chains = chains(source);
        var old = find(chains, "shop.example.com");
        source.chains.put("shop.example.com", chain(ROOT.server("shop.example.com")));
        assertThat(find(chains, "shop.example.com")).isSameAs(old);

        source.tell("shop.example.com");

        assertThat(find(chains, "shop.example.com")).isNotSameAs(old);
        find(chains, "shop.example.com");
        assertThat(this.asked).hasSize(2);
        assertThat(chains.loaded()).hasSize(1);
    }

    @Test
    void keepsAChangedChainWhileTheSourceFails() {
        var source = new Telling();
        source.chains.put("shop.example.com", SHOP);
        var chains = chains(source);
        var old = find(chains, "shop.example.com");
        source.isAway.set(true);

        source.tell("shop.example.com");

        assertThat(find(chains, "shop.example.com")).isSameAs(old);
        assertThat(find(chains, "shop.example.com")).isSameAs(old);
        source.isAway.set(false);
        source.chains.clear();
        assertThat(chains.find("shop.example.com").join()).isEqualTo(Result.UNKNOWN);
        assertThat(chains.loaded()).isEmpty();
    }

    @Test
    void findsANewNameAtOnce() {
        var source = new Telling();
        var chains = chains(source);
        assertThat(chains.find("shop.example.com").join()).isEqualTo(Result.UNKNOWN);

        source.chains.put("shop.example.com", SHOP);
        source.tell("shop.example.com");

        assertThat(find(chains, "shop.example.com").serverNames()).containsExactly("shop.example.com");
    }

    @Test
    void findsANewWildcardAtOnce() {
        var source = new Telling();
        var chains = chains(source);
        assertThat(chains.find("shop.example.com").join()).isEqualTo(Result.UNKNOWN);
        assertThat(chains.find("www.example.org").join()).isEqualTo(Result.UNKNOWN);

        source.chains.put("*.example.com", WILDCARD);
        source.tell("*.example.com");

        assertThat(find(chains, "shop.example.com").serverNames()).containsExactly("*.example.com");
        chains.find("www.example.org").join();
        assertThat(this.asked).hasSize(3);
    }

    @Test
    void doesNotLetAWildcardHideANewChain() {
        var source = new Telling();
        source.chains.put("*.example.com", WILDCARD);
        var chains = chains(source);
        find(chains, "shop.example.com");

        source.chains.put("shop.example.com", SHOP);
        source.tell("shop.example.com");

        await().until(
                        () -> find(chains, "shop.example.com").serverNames(),
                        names -> names.equals(List.of("shop.example.com")));
        assertThat(find(chains, "www.example.com").serverNames()).containsExactly("*.example.com");
    }

    @Test
    void usesAWildcardForARemovedChain() {
        var source = new Telling();
        source.chains.put("*.example.com", WILDCARD);
        source.chains.put("shop.example.com", SHOP);
        var chains = chains(source);
        find(chains, "shop.example.com");

        source.chains.remove("shop.example.com");
        source.tell("shop.example.com");

        for (int i = 0; i < 3; i++) {
            assertThat(find(chains, "shop.example.com").serverNames()).containsExactly("*.example.com");
        }
        assertThat(this.asked).hasSize(2);
        assertThat(chains.loaded()).hasSize(1);
    }

    @Test
    void asksAgainForAllNamesIfAnyMayHaveChanged() {
        var source = new Telling();
        source.chains.put("shop.example.com", SHOP);
        var chains = chains(source);
        find(chains, "shop.example.com");
        chains.find("www.example.org").join();

        requireNonNull(source.listener).allChanged();
        find(chains, "shop.example.com");
        chains.find("www.example.org").join();

        assertThat(this.asked).hasSize(4);
        assertThat(this.loads).hasValue(1);
    }

    @Test
    void doesNotTrustAnAnswerThatIsOlderThanAChange() {
        var source = new Telling() {
            @Override
            public Answer find(String serverName) throws IOException {
                var answer = super.find(serverName);
                if (super.chains.put(serverName, chain(ROOT.server(serverName))) == SHOP) {
                    super.tell(serverName); // while the answer is on its way
                }
                return answer;
            }
        };
        source.chains.put("shop.example.com", SHOP);
        var chains = chains(source);

        var outdated = find(chains, "shop.example.com");

        assertThat(find(chains, "shop.example.com")).isNotSameAs(outdated);
    }
}
