package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.unifiedtls.Side;

/**
 * The paths that were verified of late, for peers that send the same certificates on each connection. What was refused
 * is not kept. Thread-safe.
 */
final class VerifiedPaths {

    /** The most that are kept; the one that was not used for longest is forgotten first. */
    static final int CAPACITY = 256;

    /** The longest that one is kept: the JDK's security properties can forbid an algorithm from a date on. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private record Sent(List<X509Certificate> chain, Side peer) {}

    private record Verified(List<X509Certificate> path, Instant since, Instant until) {

        boolean isValidAt(Instant time) {
            return !time.isBefore(this.since) && time.isBefore(this.until);
        }
    }

    private final Map<Sent, Verified> paths = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sent, Verified> eldest) {
            return size() > CAPACITY;
        }
    });

    /** Returns the path that was found for the same certificates, each of which is valid at a time. */
    Optional<List<X509Certificate>> find(List<X509Certificate> chain, Side peer, Instant now) {
        return Optional.ofNullable(this.paths.get(new Sent(chain, peer)))
                .filter(verified -> verified.isValidAt(now))
                .map(Verified::path);
    }

    /** Keeps a path that was verified at a time, until a certificate of it expires. */
    void keep(List<X509Certificate> chain, Side peer, List<X509Certificate> path, Instant now) {
        var until = path.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .reduce(now.plus(LIFETIME), (first, second) -> first.isBefore(second) ? first : second);
        this.paths.put(new Sent(List.copyOf(chain), peer), new Verified(path, now, until));
    }
}
