package io.unifiedtls.openssl.internal.ffm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of a client, which OpenSSL leaves to the application. A session of TLS 1.3 is used once, so that nobody
 * can link the connections (RFC 8446, section C.4); those of the last {@link #MOST_TICKETS} tickets are kept for each
 * server. Thread-safe.
 */
final class ClientSessionCache implements SSLSessionContext {

    /** Servers send two, or one for each connection. */
    static final int MOST_TICKETS = 4;

    /** As many as the JDK keeps. */
    private static final int MOST_SERVERS = 20_480;

    private static final int DEFAULT_SECONDS = 86_400;

    /**
     * With what a session may be resumed.
     *
     * @param host the server, which was verified
     * @param port its port
     * @param serverName the name that is requested
     * @param settings what may be negotiated
     */
    record Key(String host, int port, String serverName, List<Object> settings) {

        Key {
            host = host.toLowerCase(Locale.ROOT);
            serverName = serverName.toLowerCase(Locale.ROOT);
            settings = List.copyOf(settings);
        }
    }

    /** A session in native memory. */
    static final class Entry {

        private final Key key;

        private final NativeObjects.Owned session;

        private final SessionFacts facts;

        private final byte[] id;

        private final long expiry;

        private Entry(Key key, NativeObjects.Owned session, SessionFacts facts, byte[] id, long expiry) {
            this.key = key;
            this.session = session;
            this.facts = facts;
            this.id = id;
            this.expiry = expiry;
        }

        SessionFacts facts() {
            return this.facts;
        }

        private boolean isOfTls13() {
            return this.facts.protocol().equals("TLSv1.3");
        }
    }

    private final LinkedHashMap<Key, Deque<Entry>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private int mostServers = MOST_SERVERS;

    private int seconds = DEFAULT_SECONDS;

    ClientSessionCache() {
        var kept = this.entries;
        NativeObjects.CLEANER.register(
                this, () -> kept.values().stream().flatMap(Deque::stream).forEach(entry -> entry.session.run()));
    }

    /**
     * Keeps a session.
     *
     * @param session its address, which is freed by this
     */
    synchronized Entry keep(Key key, long session, SessionFacts facts, byte[] id) {
        var now = System.nanoTime();
        // of a session that was resumed too: the server is verified again at least as often
        var age = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis() - facts.created());
        var lifetime = Math.min(this.seconds - age, LibSsl.SSL_SESSION_GET_TIMEOUT.call(session));
        var owned = new NativeObjects.Owned(NativeObjects.Kind.SESSION, session, LibSsl.SSL_SESSION_FREE::call);
        var entry = new Entry(key, owned, facts, id, now + TimeUnit.SECONDS.toNanos(lifetime));
        var ofServer = this.entries.computeIfAbsent(key, any -> new ArrayDeque<>());
        if (!entry.isOfTls13()) {
            ofServer.forEach(older -> older.session.run());
            ofServer.clear();
        }
        ofServer.addLast(entry);
        if (ofServer.size() > MOST_TICKETS) {
            ofServer.removeFirst().session.run();
        }
        limit();
        return entry;
    }

    private void limit() {
        var oldest = this.entries.values().iterator();
        while (this.entries.size() > this.mostServers && oldest.hasNext()) {
            oldest.next().forEach(entry -> entry.session.run());
            oldest.remove();
        }
    }

    /** Has a connection offer the newest session for a key, and returns it; empty if there is none. */
    synchronized Optional<Entry> offer(Key key, long ssl) {
        var ofServer = this.entries.get(key);
        if (ofServer == null) {
            return Optional.empty();
        }
        var now = System.nanoTime();
        for (var entry = ofServer.peekLast(); entry != null; entry = ofServer.peekLast()) {
            var expired = entry.expiry - now <= 0;
            var offered = !expired && LibSsl.SSL_SET_SESSION.call(ssl, entry.session.address()) > 0;
            if (!offered || entry.isOfTls13()) {
                remove(entry); // the connection has a reference of its own
            }
            if (offered) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Removes a session, if it is still there. */
    synchronized void remove(Entry entry) {
        var ofServer = this.entries.get(entry.key);
        if (ofServer != null && ofServer.remove(entry)) {
            entry.session.run();
            if (ofServer.isEmpty()) {
                this.entries.remove(entry.key);
            }
        }
    }

    // ---- as JSSE shows it

    private List<Entry> all() {
        return this.entries.values().stream().flatMap(Deque::stream).toList();
    }

    @Override
    public synchronized @Nullable SSLSession getSession(byte[] id) {
        return all().stream()
                .filter(entry -> Arrays.equals(entry.id, id))
                .findFirst()
                .map(this::view)
                .orElse(null);
    }

    private SSLSession view(Entry entry) {
        var session = new OpenSslSession(entry.key.host(), entry.key.port(), this, () -> remove(entry));
        session.negotiated(entry.facts, entry.id);
        return session;
    }

    @Override
    public synchronized Enumeration<byte[]> getIds() {
        var ids = new ArrayList<byte[]>();
        all().forEach(entry -> ids.add(entry.id.clone()));
        return Collections.enumeration(ids);
    }

    @Override
    public synchronized void setSessionTimeout(int seconds) {
        this.seconds = SessionLimits.seconds(seconds);
    }

    @Override
    public synchronized int getSessionTimeout() {
        return this.seconds;
    }

    @Override
    public synchronized void setSessionCacheSize(int size) {
        this.mostServers = SessionLimits.size(size);
        limit();
    }

    @Override
    public synchronized int getSessionCacheSize() {
        return this.mostServers;
    }
}
