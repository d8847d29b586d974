package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.CertificatePem;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.text.ServerNames;

/**
 * Certificate chains in the database or Redis of the application, which all its nodes serve. Private keys are encrypted
 * there. A server uses it with {@code tls.servers.NAME.source: certificateStore}. Thread-safe.
 */
public final class CertificateStore implements SigningChainSource {

    private static final Log LOG = LogFactory.getLog(CertificateStore.class);

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    /** What {@code TEXT} has room for in MariaDB, less something for characters that take several bytes. */
    private static final int LONGEST_TEXT = 60_000;

    private static final int SOONEST = 10;

    /** Keys that are cheaper to sign with first: a client that cannot verify them gets the next one. */
    private static final Comparator<StoredChain> ORDER = Comparator.comparing(
                    (StoredChain chain) -> chain.description().keyAlgorithm().startsWith("RSA"))
            .thenComparing(chain -> chain.description().notAfter(), Comparator.reverseOrder());

    private final CertificateTable table;

    private final ValueCipher cipher;

    private final Duration timeToLive;

    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    private final AtomicLong failures = new AtomicLong();

    /** The last change that was seen; negative if none was. Guarded by this. */
    private long version = -1;

    private volatile List<StoredCertificate> soonestToExpire = List.of();

    private volatile Optional<String> problem = Optional.empty();

    /** @param timeToLive how long an answer is used even if no change is seen */
    CertificateStore(CertificateTable table, ValueCipher cipher, Duration timeToLive) {
        this.table = table;
        this.cipher = cipher;
        this.timeToLive = timeToLive;
    }

    // ---- for servers

    @Override
    public Answer find(String serverName) throws IOException {
        var wildcard = ServerNames.wildcardFor(serverName);
        var found = this.table.find((wildcard == null) ? List.of(serverName) : List.of(serverName, wildcard)).stream()
                .sorted(ORDER)
                .toList();
        if (found.isEmpty()) {
            return Answer.unknown();
        }
        var chains = new ArrayList<SigningChain>();
        UnreadableValueException failure = null;
        for (var chain : found) {
            try {
                chains.add(chain.toSigningChain(this.cipher));
            } catch (UnreadableValueException unreadable) {
                failure = unreadable;
                LOG.warn(unusable(chain, unreadable));
            }
        }
        if (chains.isEmpty() && failure != null) {
            throw new ConfigurationException(unusable(found.get(0), failure));
        }
        return new Found(chains);
    }

    private static String unusable(StoredChain chain, UnreadableValueException failure) {
        return "the private key of '%s' in the certificate store cannot be used: %s"
                .formatted(chain.description().id(), failure.getMessage());
    }

    @Override
    public void observe(ChangeListener listener) {
        this.listeners.add(listener);
    }

    /** Changes are noticed much sooner; this bounds how long one can go unnoticed. */
    @Override
    public Duration timeToLive() {
        return this.timeToLive;
    }

    // ---- for people and programs

    /**
     * Adds a certificate chain, or replaces the one with the same id, on all nodes. The chain is checked before: its
     * key must belong to the certificate, and be of a kind that this application can use.
     *
     * @param id what the chain is called in the store: up to 100 lower-case letters, digits, dots, dashes and
     *     underscores
     * @param certificates the certificate, followed by its intermediate certificates (PEM)
     * @param privateKey the private key (PEM or DER), not encrypted
     * @param serverNames the host names and wildcards that select the chain; if empty, those of the certificate
     * @return the chain, with its warnings, such as that the certificate has expired
     * @throws ConfigurationException if the chain cannot be used; the store has not changed
     * @throws IOException if the store cannot be changed now
     */
    public LoadedChain put(String id, byte[] certificates, byte[] privateKey, List<String> serverNames)
            throws IOException {
        if (!ID.matcher(id).matches()) {
            throw new ConfigurationException(
                    "the id is invalid; use up to 100 lower-case letters, digits, dots, dashes and underscores");
        }
        var loaded =
                checked(SigningChain.of(TlsCertificate.fromBuffer(certificates), TlsPrivateKey.fromBuffer(privateKey))
                        .withServerNames(serverNames));
        if (loaded.serverNames().isEmpty()) {
            throw new ConfigurationException("the certificate has no server name (dNSName); specify serverNames");
        }
        var leaf = loaded.leaf();
        var description = new StoredCertificate(
                id,
                loaded.serverNames(),
                leaf.getPublicKey().getAlgorithm(),
                leaf.getNotAfter().toInstant());
        var chain = StoredChain.encrypted(description, pem(loaded.certificates()), privateKey, this.cipher);
        requireShort("names", StoredChain.joined(description.serverNames()));
        requireShort("certificates", chain.certificates());
        requireShort("private key", chain.privateKey());
        this.table.put(chain);
        poll();
        return loaded;
    }

    private static LoadedChain checked(SigningChain chain) throws ConfigurationException {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(chain))
                .build();
        return TlsImplementation.best(configuration)
                .serverContext(configuration)
                .loadedChains()
                .get(0);
    }

    private static String pem(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            try {
                text.append(CertificatePem.encode(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read has an encoding", e);
            }
        }
        return text.toString();
    }

    private static void requireShort(String what, String text) throws ConfigurationException {
        if (text.length() > LONGEST_TEXT) {
            throw new ConfigurationException("the %s take %d characters, which is more than the %d of the store"
                    .formatted(what, text.length(), LONGEST_TEXT));
        }
    }

    /**
     * Removes a certificate chain on all nodes.
     *
     * @return whether there was one
     * @throws IOException if the store cannot be changed now
     */
    public boolean remove(String id) throws IOException {
        var existed = this.table.remove(id);
        poll();
        return existed;
    }

    /**
     * Returns a certificate chain.
     *
     * @throws IOException if the store cannot be read now
     */
    public Optional<StoredCertificate> get(String id) throws IOException {
        return this.table.get(id).map(StoredChain::description);
    }

    /**
     * Returns certificate chains, those that expire first at the beginning.
     *
     * @param offset how many are left out
     * @param limit how many are returned at most
     * @throws IOException if the store cannot be read now
     */
    public List<StoredCertificate> soonestToExpire(int offset, int limit) throws IOException {
        return this.table.soonestToExpire(offset, limit).stream()
                .map(StoredChain::description)
                .toList();
    }

    /** Returns the ten certificates that expire first, as they were at the last change; does not block. */
    public List<StoredCertificate> soonestToExpire() {
        return this.soonestToExpire;
    }

    /**
     * Encrypts all private keys again that were not encrypted with the first encryption key of the configuration, so
     * that the others can be removed from it.
     *
     * @return how many they were
     * @throws IOException if the store cannot be changed now
     * @throws ConfigurationException if a key cannot be decrypted; those before it are done
     */
    public int encryptAgain() throws IOException {
        var changed = 0;
        for (var chain : this.table.soonestToExpire(0, Integer.MAX_VALUE)) {
            if (!chain.isCurrent(this.cipher)) {
                try {
                    this.table.put(chain.encryptedAgain(this.cipher));
                } catch (UnreadableValueException failure) {
                    throw new ConfigurationException(unusable(chain, failure));
                }
                changed++;
            }
        }
        return changed;
    }

    // ---- changes

    /** Looks for changes, and returns whether the store could be asked. */
    synchronized boolean poll() {
        try {
            var changes = this.table.changesSince(this.version);
            if (changes.version() != this.version) {
                this.soonestToExpire = soonestToExpire(0, SOONEST);
                notify(this.version < 0 ? Optional.empty() : changes.serverNames());
                this.version = changes.version();
            }
            if (this.problem.isPresent()) {
                LOG.info("the certificate store can be reached again");
                this.problem = Optional.empty();
            }
            return true;
        } catch (IOException | RuntimeException failure) {
            this.failures.incrementAndGet();
            if (this.problem.isEmpty()) {
                LOG.warn("the certificate store cannot be asked; certificates in memory stay in use: " + failure);
            }
            this.problem = Optional.of(String.valueOf(failure));
            return false;
        }
    }

    private void notify(Optional<Set<String>> serverNames) {
        for (var listener : this.listeners) {
            if (serverNames.isPresent()) {
                listener.changed(serverNames.get());
            } else {
                listener.allChanged();
            }
        }
    }

    /**
     * Checks that a private key can be decrypted, if there is any.
     *
     * @throws ConfigurationException if it was encrypted with another key
     */
    void checkEncryptionKey() throws ConfigurationException {
        List<StoredChain> any;
        try {
            any = this.table.soonestToExpire(0, 1);
        } catch (IOException | RuntimeException reportedByThePoll) {
            LOG.debug("the encryption key cannot be checked", reportedByThePoll);
            return;
        }
        for (var chain : any) {
            try {
                chain.toSigningChain(this.cipher);
            } catch (UnreadableValueException failure) {
                throw new ConfigurationException(unusable(chain, failure));
            }
        }
    }

    /** Returns why the store could not be asked the last time. */
    public Optional<String> problem() {
        return this.problem;
    }

    /** Returns how often the store could not be asked. */
    long failures() {
        return this.failures.get();
    }
}
