package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.beans.factory.DisposableBean;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SessionTicketKeySource;

/**
 * The session ticket keys that the nodes of an application share through a {@link TicketKeyStore}. A thread looks for
 * new ones; it ends when the application does. Thread-safe.
 */
public final class SharedTicketKeys implements SessionTicketKeySource, DisposableBean {

    private static final String PREFIX = "ticket-keys-";

    /** Of the scope; 64 bits tell the scopes of an application apart. */
    private static final int NAME_BYTES = 8;

    private final TicketKeyStore store;

    private final List<byte[]> encryptionKeys;

    private final TicketKeyTimes times;

    private final Clock clock;

    private final TicketKeyCounts counts = new TicketKeyCounts();

    /** By their names; those of servers that are gone disappear. Guarded by itself. */
    private final Map<String, WeakReference<ScopeKeys>> scopes = new LinkedHashMap<>();

    private final PollThread thread;

    SharedTicketKeys(TicketKeyStore store, List<byte[]> encryptionKeys, TicketKeyTimes times, Clock clock) {
        this.store = store;
        this.encryptionKeys = encryptionKeys;
        this.times = times;
        this.clock = clock;
        this.thread = new PollThread("tls-ticket-keys", times.poll(), this::poll);
    }

    /** Looks for the keys at once, so that the first client can resume what another node has begun. */
    @Override
    public Supplier<List<SessionTicketKey>> keys(byte[] scope) throws ConfigurationException {
        var name = PREFIX + HexFormat.of().formatHex(scope, 0, NAME_BYTES);
        var keys = scope(name, scope);
        keys.poll();
        if (keys.isUnreadable()) {
            throw new ConfigurationException(
                    "%s; configure the encryption-key that the other nodes have, or delete '%s' from the store"
                            .formatted(keys.problem().orElseThrow(), name));
        }
        return keys::current;
    }

    private ScopeKeys scope(String name, byte[] scope) {
        synchronized (this.scopes) {
            var reference = this.scopes.get(name);
            var known = (reference == null) ? null : reference.get();
            if (known != null) {
                return known;
            }
            var cipher = ValueCipher.forTicketKeys(this.encryptionKeys, scope);
            var created = new ScopeKeys(name, this.store, cipher, this.times, this.clock, this.counts);
            this.scopes.put(name, new WeakReference<>(created));
            return created;
        }
    }

    /** Returns the keys of all scopes that servers use. */
    List<ScopeKeys> inUse() {
        var inUse = new ArrayList<ScopeKeys>();
        synchronized (this.scopes) {
            this.scopes.values().removeIf(reference -> {
                var keys = reference.get();
                if (keys != null) {
                    inUse.add(keys);
                }
                return keys == null;
            });
        }
        return inUse;
    }

    /** Returns why keys are not shared now, and what is in use meanwhile; never a secret. */
    public List<String> problems() {
        return inUse().stream().flatMap(keys -> keys.problem().stream()).toList();
    }

    /**
     * Replaces all keys by new ones: no session of before is resumed, by this node from now on, and by the others after
     * their next poll.
     *
     * @throws IOException if the store cannot be asked
     */
    public void revoke() throws IOException {
        for (var keys : inUse()) {
            keys.revoke();
        }
    }

    TicketKeyCounts counts() {
        return this.counts;
    }

    private boolean poll() {
        var couldAsk = true;
        for (var keys : inUse()) {
            couldAsk &= keys.poll();
        }
        return couldAsk;
    }

    @Override
    public void destroy() {
        this.thread.close();
    }
}
