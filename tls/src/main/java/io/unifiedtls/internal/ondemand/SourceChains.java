package io.unifiedtls.internal.ondemand;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.SigningChainSource.Answer;
import io.unifiedtls.SigningChainSource.ChangeListener;
import io.unifiedtls.SigningChainSource.Found;
import io.unifiedtls.SigningChainSource.Refusal;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.sni.OnDemandChains;
import io.unifiedtls.internal.text.ServerNames;

/**
 * The certificate chains of a {@link SigningChainSource}. What it has found is kept by the names of the certificates,
 * never by what clients request, so that no client can fill the memory. Thread-safe.
 */
public final class SourceChains implements OnDemandChains {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.SigningChainSource");

    /** How many names that are not served are remembered: about 1.5 MiB. */
    private static final int MOST_REFUSALS = 10_000;

    /** An answer in memory. Compared by identity. */
    private static final class Kept {

        private final List<SigningChain> chains;

        private final List<Credential> credentials;

        /** When the source is asked again; {@link Instant#MIN} if the chains are known to have changed. */
        private final Instant until;

        private Kept(List<SigningChain> chains, List<Credential> credentials, Instant until) {
            this.chains = chains;
            this.credentials = List.copyOf(credentials);
            this.until = until;
        }

        private boolean isChanged() {
            return this.until.equals(Instant.MIN);
        }

        private Kept changed() {
            return new Kept(this.chains, this.credentials, Instant.MIN);
        }

        private List<String> names() {
            return this.credentials.stream()
                    .flatMap(credential -> credential.serverNames().stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * A name that is not served.
     *
     * @param until when the source is asked again
     */
    private record Refused(Result result, Instant until) {}

    private final SigningChainSource source;

    private final CredentialLoader loader;

    private final InstantSource clock;

    private final ExecutorService threads;

    /** By what the source returned. */
    private final BoundedCache<List<SigningChain>, Kept> kept;

    /** By names and wildcards of the certificates. */
    private final Map<String, Kept> byName = new ConcurrentHashMap<>();

    private final BoundedCache<String, Refused> refused = new BoundedCache<>(MOST_REFUSALS, (name, refusal) -> {});

    private final Map<String, CompletableFuture<Result>> asking = new ConcurrentHashMap<>();

    /** Whether the last look-up has failed, which is logged once. */
    private final AtomicBoolean failing = new AtomicBoolean();

    private volatile LoadListener listener = LoadListener.NONE;

    /** How many times the source has notified of changes: an answer from before the last one may be outdated. */
    private final AtomicLong changes = new AtomicLong();

    /** Creates the chains of a source, which is not asked yet. */
    public SourceChains(SigningChainSource source, CredentialLoader loader, InstantSource clock) {
        this(source, loader, clock, BoundedCache.capacityForChains());
    }

    /**
     * Creates the chains of a source.
     *
     * @param capacity how many bytes of chains are kept
     */
    SourceChains(SigningChainSource source, CredentialLoader loader, InstantSource clock, long capacity) {
        this.source = source;
        this.loader = loader;
        this.clock = clock;
        this.threads = LookUpThreads.forBlocking(source.concurrency());
        this.kept = new BoundedCache<>(
                capacity, (chains, answer) -> answer.names().forEach(name -> this.byName.remove(name, answer)));
        source.observe(new Changes(new WeakReference<>(this)));
    }

    /** Passes changes on as long as the chains are in use: a source may live longer than its servers. */
    private record Changes(WeakReference<SourceChains> chains) implements ChangeListener {

        @Override
        public void changed(Collection<String> serverNames) {
            var changed = this.chains.get();
            if (changed != null) {
                changed.outdate(serverNames);
            }
        }

        @Override
        public void allChanged() {
            var changed = this.chains.get();
            if (changed != null) {
                changed.outdateAll();
            }
        }
    }

    @Override
    public CompletableFuture<Result> find(String serverName) {
        var now = this.clock.instant();
        var known = known(serverName);
        if (known != null && known.isChanged()) {
            return ask(serverName).exceptionally(failure -> Result.of(known.credentials));
        }
        if (known != null) {
            if (now.isAfter(known.until)) {
                ask(serverName); // the clients that come next get the answer
            }
            return CompletableFuture.completedFuture(Result.of(known.credentials));
        }
        var refusal = this.refused.get(serverName);
        return (refusal != null && now.isBefore(refusal.until()))
                ? CompletableFuture.completedFuture(refusal.result())
                : ask(serverName);
    }

    private @Nullable Kept known(String serverName) {
        var found = this.byName.get(serverName);
        var wildcard = (found == null) ? ServerNames.wildcardFor(serverName) : null;
        if (wildcard != null) {
            found = this.byName.get(wildcard);
        }
        return (found == null) ? null : this.kept.get(found.chains);
    }

    // ---- asking

    /** Asks the source, once for all that want to know the same. */
    private CompletableFuture<Result> ask(String serverName) {
        var begin = System.nanoTime();
        var answer = new CompletableFuture<Result>();
        var promise = answer.exceptionallyCompose(failure -> CompletableFuture.failedFuture(explained(failure)))
                .whenComplete((result, failure) -> {
                    this.asking.remove(serverName);
                    this.listener.loaded(Duration.ofNanos(System.nanoTime() - begin), failure != null);
                });
        var other = this.asking.putIfAbsent(serverName, promise);
        if (other != null) {
            return other;
        }
        var lookUp = new FutureTask<@Nullable Void>(() -> find(serverName, answer), null);
        answer.orTimeout(this.source.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((result, failure) -> {
                    if (failure instanceof TimeoutException) {
                        lookUp.cancel(true);
                    }
                });
        try {
            this.threads.execute(lookUp);
        } catch (RejectedExecutionException full) {
            answer.completeExceptionally(new ConfigurationException(
                    "the limit of %d look-ups at the same time is reached".formatted(this.source.concurrency())));
        }
        return promise;
    }

    private void find(String serverName, CompletableFuture<Result> answer) {
        try {
            var before = this.changes.get();
            answer.complete(keep(serverName, this.source.find(serverName), before));
            if (this.failing.getAndSet(false)) {
                LOGGER.log(System.Logger.Level.INFO, "the source of certificates answers again");
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    private ConfigurationException explained(Throwable failure) {
        var cause =
                (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
        var explained = (cause instanceof ConfigurationException told)
                ? told
                : new ConfigurationException(
                        (cause instanceof TimeoutException)
                                ? "the source of certificates did not answer within %d ms"
                                        .formatted(this.source.timeout().toMillis())
                                : "the source of certificates failed: " + cause,
                        cause);
        if (!this.failing.getAndSet(true)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "clients that request certificates that are not in memory are refused: {0}",
                    explained.getMessage());
        }
        return explained;
    }

    // ---- keeping

    /** @param changesBefore how many changes there were when the source was asked */
    private Result keep(String serverName, @Nullable Answer answer, long changesBefore) throws ConfigurationException {
        if (answer instanceof Found found) {
            var loaded = load(found.chains());
            this.refused.remove(serverName);
            var outdated = this.byName.get(serverName);
            keep(loaded);
            if (outdated != null && !loaded.names().contains(serverName)) {
                this.kept.remove(outdated.chains); // a wildcard replaces it
            }
            if (this.changes.get() != changesBefore) {
                keep(loaded.changed());
            }
            return Result.of(loaded.credentials);
        }
        if (answer == null) {
            throw new IllegalStateException(
                    "SigningChainSource.find returned null for %s; return Answer.unknown()".formatted(serverName));
        }
        var outdated = known(serverName);
        if (outdated != null) {
            this.kept.remove(outdated.chains);
        }
        var result = (answer == Refusal.REJECTED) ? Result.REJECTED : Result.UNKNOWN;
        if (this.changes.get() == changesBefore) {
            this.refused.put(
                    serverName, new Refused(result, this.clock.instant().plus(this.source.refusalTimeToLive())), 1);
        }
        return result;
    }

    private void keep(Kept answer) {
        this.kept.put(answer.chains, answer, BoundedCache.bytesOf(answer.credentials));
        for (var name : answer.names()) {
            var replaced = this.byName.put(name, answer);
            if (replaced != null && !isInUse(replaced)) {
                this.kept.remove(replaced.chains);
            }
        }
    }

    private boolean isInUse(Kept answer) {
        return answer.names().stream().anyMatch(name -> this.byName.get(name) == answer);
    }

    private Kept load(List<SigningChain> chains) throws ConfigurationException {
        var until = this.clock.instant().plus(this.source.timeToLive());
        var known = this.kept.get(chains);
        if (known != null && chains.stream().allMatch(SourceChains::isInMemory)) {
            return new Kept(chains, known.credentials, until);
        }
        var credentials = new ArrayList<Credential>();
        for (var chain : chains) {
            credentials.add(this.loader.load(chain));
        }
        return new Kept(chains, credentials, until);
    }

    /** Returns whether equal chains have the same content; a file may have changed. */
    private static boolean isInMemory(SigningChain chain) {
        if (chain instanceof SigningChain.Stapled stapled) {
            return stapled.response().source() instanceof MaterialSource.Buffer && isInMemory(stapled.chain());
        }
        if (chain instanceof SigningChain.Certificates certificates) {
            return certificates.leaf().source() instanceof MaterialSource.Buffer
                    && certificates
                            .privateKey()
                            .filter(key -> !(key.source() instanceof MaterialSource.Buffer))
                            .isEmpty()
                    && certificates.chain().stream()
                            .allMatch(issuer -> issuer.source() instanceof MaterialSource.Buffer);
        }
        return ((SigningChain.KeyStoreEntry) chain).keyStore().source() instanceof MaterialSource.Buffer;
    }

    // ---- changes

    private void outdate(Collection<String> names) {
        this.changes.incrementAndGet();
        for (var name : names) {
            this.refused.remove(name);
            var known = this.byName.get(name);
            if (known != null) {
                keep(known.changed());
            } else if (known(name) != null && this.asking.size() < this.source.concurrency()) {
                ask(name); // a wildcard in memory would hide what may be its own chain now
            }
        }
        var wildcards = names.stream().filter(name -> name.startsWith("*.")).collect(Collectors.toSet());
        if (!wildcards.isEmpty()) {
            this.refused.keys().stream()
                    .filter(name -> wildcards.contains(String.valueOf(ServerNames.wildcardFor(name))))
                    .forEach(this.refused::remove);
        }
    }

    private void outdateAll() {
        this.changes.incrementAndGet();
        this.refused.keys().forEach(this.refused::remove);
        this.kept.values().forEach(answer -> keep(answer.changed()));
    }

    // ---- what others see

    /** Notifies a listener instead of the one before. */
    public void observe(LoadListener listener) {
        this.listener = listener;
    }

    /** Returns the chains in memory. */
    public List<Credential> loaded() {
        return this.kept.values().stream()
                .flatMap(answer -> answer.credentials.stream())
                .toList();
    }
}
