package io.unifiedtls.internal.ondemand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.CertificateDirectory.Names;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.sni.OnDemandChains;

/**
 * The certificate chains of a directory. Each is loaded at its first use, once for all that wait for it, and kept as
 * long as there is room. Thread-safe.
 */
public final class DirectoryChains implements OnDemandChains {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.CertificateDirectory");

    /** A chain in memory, and the state of the files it was loaded from. */
    private record Loaded(Credential credential, FileStamp stamp) {}

    private final CertificateDirectory directory;

    private final CredentialLoader loader;

    private final Executor threads = LookUpThreads.forLoading();

    private final DirectoryNames names;

    private final BoundedCache<String, Loaded> loaded;

    private final Map<String, CompletableFuture<Credential>> loading = new ConcurrentHashMap<>();

    private final DirectoryProblems problems;

    private volatile LoadListener listener = LoadListener.NONE;

    /**
     * Reads the names of a directory.
     *
     * @throws ConfigurationException if it cannot be read
     */
    public DirectoryChains(CertificateDirectory directory, CredentialLoader loader) throws ConfigurationException {
        this(directory, loader, BoundedCache.capacityForChains());
    }

    /**
     * Reads the names of a directory.
     *
     * @param capacity how many bytes of chains are kept
     */
    DirectoryChains(CertificateDirectory directory, CredentialLoader loader, long capacity)
            throws ConfigurationException {
        this.directory = directory;
        this.loader = loader;
        this.loaded = new BoundedCache<>(capacity, (name, chain) -> {});
        this.problems = new DirectoryProblems(directory.location());
        try {
            this.names = new DirectoryNames(directory);
        } catch (ConfigurationException e) {
            throw e.concerning(directory);
        }
        if (this.names.size() == 0) {
            LOGGER.log(System.Logger.Level.WARNING, "no certificate found in {0}", directory.location());
        }
    }

    @Override
    public @Nullable CompletableFuture<Result> find(String pattern) {
        var entries = this.names.find(pattern);
        if (entries.isEmpty()) {
            return null;
        }
        if (entries.size() == 1) {
            return load(entries.get(0)).thenApply(credential -> Result.of(forName(pattern, List.of(credential))));
        }
        var all = entries.stream().map(this::load).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(any -> Result.of(forName(
                        pattern, all.stream().map(CompletableFuture::join).toList())));
    }

    /** The certificate may have changed since its names were read. */
    private List<Credential> forName(String pattern, List<Credential> credentials) {
        return (this.directory.names() == Names.FILE)
                ? credentials
                : credentials.stream()
                        .filter(credential -> credential.serverNames().contains(pattern))
                        .toList();
    }

    // ---- loading

    private CompletableFuture<Credential> load(DirectoryEntry entry) {
        var known = this.loaded.get(entry.name());
        if (known != null) {
            return CompletableFuture.completedFuture(known.credential());
        }
        var promise = new CompletableFuture<Credential>();
        var other = this.loading.putIfAbsent(entry.name(), promise);
        if (other != null) {
            return other;
        }
        var begin = System.nanoTime();
        promise.whenComplete((credential, failure) ->
                this.listener.loaded(Duration.ofNanos(System.nanoTime() - begin), failure != null));
        try {
            this.threads.execute(() -> load(entry, promise));
        } catch (RejectedExecutionException full) {
            this.loading.remove(entry.name());
            promise.completeExceptionally(
                    new ConfigurationException("too many certificates are being loaded at the same time"));
        }
        return promise;
    }

    /** Whoever comes after the promise is completed has to look at the files, which may have changed. */
    private void load(DirectoryEntry entry, CompletableFuture<Credential> promise) {
        try {
            var credential = loadNow(entry);
            this.loading.remove(entry.name());
            promise.complete(credential);
        } catch (ConfigurationException | RuntimeException failure) {
            this.loading.remove(entry.name());
            promise.completeExceptionally(failure);
        }
    }

    private Credential loadNow(DirectoryEntry entry) throws ConfigurationException {
        var stamp = FileStamp.of(filesOf(entry));
        this.problems.check(entry.name(), stamp);
        try {
            var credential = read(entry);
            keep(entry, credential, stamp);
            return credential;
        } catch (ConfigurationException failure) {
            this.problems.add(entry.name(), failure, stamp, false);
            throw failure;
        }
    }

    private void keep(DirectoryEntry entry, Credential credential, FileStamp stamp) {
        this.problems.remove(entry.name());
        this.loaded.put(entry.name(), new Loaded(credential, stamp), BoundedCache.bytesOf(List.of(credential)));
    }

    private Credential read(DirectoryEntry entry) throws ConfigurationException {
        var chain = DirectoryEntry.chain(entry.files(this.directory.location()));
        var name = (this.directory.names() == Names.FILE) ? entry.serverName() : Optional.<String>empty();
        return this.loader.load(name.isPresent() ? chain.withServerNames(List.of(name.get())) : chain);
    }

    private List<Path> filesOf(DirectoryEntry entry) {
        try {
            return entry.files(this.directory.location());
        } catch (ConfigurationException incomplete) {
            return List.of(this.directory.location().resolve(entry.name()));
        }
    }

    // ---- changes

    /** Returns the directory. */
    public Path location() {
        return this.directory.location();
    }

    /** Returns the subdirectories of chains that are in use, whose changes the directory itself does not show. */
    public Set<Path> subdirectoriesInUse() {
        var subdirectories = new HashSet<Path>();
        for (var name : this.loaded.keys()) {
            var subdirectory = location().resolve(name);
            if (Files.isDirectory(subdirectory)) {
                subdirectories.add(subdirectory);
            }
        }
        return subdirectories;
    }

    /**
     * Looks at files and subdirectories of the directory that have changed.
     *
     * @param fileNames their names in the directory
     * @param isFinal whether what cannot be used is reported; otherwise files may still be written
     * @return whether all of them can be used; chains in use stay as they are if not
     * @throws ConfigurationException if the directory cannot be read
     */
    public synchronized boolean update(Set<String> fileNames, boolean isFinal) throws ConfigurationException {
        if (fileNames.stream().anyMatch(name -> name.startsWith(".."))) {
            return updateAll(isFinal); // a mounted secret, whose links lead elsewhere now
        }
        var stamp = this.names.stamp();
        var names = new HashSet<String>();
        fileNames.forEach(fileName -> DirectoryEntry.nameOf(fileName).ifPresent(names::add));
        for (var name : names) {
            this.names.update(name);
        }
        this.names.seen(stamp);
        return reload(names, isFinal);
    }

    /**
     * Looks for changes of the directory, and of the files of chains in use.
     *
     * @param isFinal whether what cannot be used is reported; otherwise files may still be written
     * @return whether all of them can be used; chains in use stay as they are if not
     * @throws ConfigurationException if the directory cannot be read
     */
    public synchronized boolean updateAll(boolean isFinal) throws ConfigurationException {
        this.names.refresh();
        var names = new HashSet<>(this.loaded.keys());
        names.addAll(this.problems.names());
        return reload(names, isFinal);
    }

    private boolean reload(Set<String> names, boolean isFinal) {
        var areUsable = true;
        for (var name : names) {
            areUsable &= reload(name, isFinal);
        }
        return areUsable;
    }

    /** Loads a chain again if it is in memory and its files have changed, and returns whether it is usable. */
    private boolean reload(String name, boolean isFinal) {
        var entry = DirectoryEntry.find(location(), name);
        this.problems.removeUnless(name, entry.map(any -> FileStamp.of(filesOf(any))));
        var known = this.loaded.get(name);
        if (known == null) {
            return true;
        }
        if (entry.isEmpty()) {
            this.loaded.remove(name);
            return true;
        }
        var stamp = FileStamp.of(filesOf(entry.get()));
        if (stamp.equals(known.stamp())) {
            return true;
        }
        try {
            keep(entry.get(), read(entry.get()), stamp);
            return true;
        } catch (ConfigurationException failure) {
            if (isFinal) {
                this.problems.add(name, failure, stamp, true);
            }
            return false;
        }
    }

    // ---- what others see

    /** Notifies a listener instead of the one before. */
    public void observe(LoadListener listener) {
        this.listener = listener;
    }

    /** Returns how many server names there are. */
    public int names() {
        return this.names.size();
    }

    /** Returns the chains in memory. */
    public List<Credential> loaded() {
        return this.loaded.values().stream().map(Loaded::credential).toList();
    }

    /** Returns why entries cannot be loaded, by their name. */
    public Map<String, String> problems() {
        return this.problems.messages();
    }
}
