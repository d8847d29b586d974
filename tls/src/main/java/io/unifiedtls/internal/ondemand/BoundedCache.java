package io.unifiedtls.internal.ondemand;

import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.material.Credential;

/**
 * A cache that forgets what was not used for longest when it becomes too large. Thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
final class BoundedCache<K, V> {

    /** How many times its encoding a certificate takes in memory, parsed, and in the form of a native library. */
    private static final int COPIES = 4;

    /** What a key and the objects around it take. */
    private static final int KEY_BYTES = 8 << 10;

    /** The part of the largest heap that chains may take. */
    private static final int PART_OF_HEAP = 16;

    /** A value and its size. */
    private record Sized<V>(V value, long bytes) {}

    private final Map<K, Sized<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private final long capacity;

    private final BiConsumer<K, V> forgotten;

    private long size;

    /**
     * Creates an empty cache.
     *
     * @param capacity how large it may become, in bytes
     * @param forgotten called with what is removed or replaced
     */
    BoundedCache(long capacity, BiConsumer<K, V> forgotten) {
        this.capacity = capacity;
        this.forgotten = forgotten;
    }

    /** Returns the capacity for certificate chains: a sixteenth of the largest heap. */
    static long capacityForChains() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** Returns about how many bytes a chain with its key takes. */
    static long bytesOf(List<Credential> credentials) {
        var bytes = 0L;
        for (var credential : credentials) {
            bytes += KEY_BYTES;
            for (var certificate : credential.certificates()) {
                try {
                    bytes += (long) COPIES * certificate.getEncoded().length;
                } catch (CertificateEncodingException e) {
                    throw new IllegalStateException("a certificate that was read has an encoding", e);
                }
            }
        }
        return bytes;
    }

    synchronized @Nullable V get(K key) {
        var entry = this.entries.get(key);
        return (entry == null) ? null : entry.value();
    }

    synchronized void put(K key, V value, long bytes) {
        remove(key);
        this.entries.put(key, new Sized<>(value, bytes));
        this.size += bytes;
        var oldest = this.entries.entrySet().iterator();
        while (this.size > this.capacity && oldest.hasNext()) {
            var entry = oldest.next();
            oldest.remove();
            forget(entry.getKey(), entry.getValue());
        }
    }

    synchronized void remove(K key) {
        var entry = this.entries.remove(key);
        if (entry != null) {
            forget(key, entry);
        }
    }

    private void forget(K key, Sized<V> entry) {
        this.size -= entry.bytes();
        this.forgotten.accept(key, entry.value());
    }

    /** Returns a copy of the values. */
    synchronized List<V> values() {
        var values = new ArrayList<V>(this.entries.size());
        this.entries.values().forEach(entry -> values.add(entry.value()));
        return values;
    }

    /** Returns a copy of the keys. */
    synchronized List<K> keys() {
        return List.copyOf(this.entries.keySet());
    }

    /** Returns how large it is now, in bytes. */
    synchronized long bytes() {
        return this.size;
    }
}
