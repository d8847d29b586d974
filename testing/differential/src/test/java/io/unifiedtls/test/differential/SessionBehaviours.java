package io.unifiedtls.test.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import org.bouncycastle.asn1.x509.GeneralName;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsVersion;

/** What a session tells, and when one is resumed. */
final class SessionBehaviours {

    private static final Map<Owner, SSLSession> SESSIONS = new HashMap<>();

    private SessionBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        for (var side : Side.values()) {
            behaviours.add(
                    told(side, "type of `getPeerCertificates()`", session -> type(session.getPeerCertificates())));
            behaviours.add(
                    told(side, "type of `getLocalCertificates()`", session -> type(session.getLocalCertificates())));
            behaviours.add(told(
                    side,
                    "`getPeerPrincipal()`",
                    session -> session.getPeerPrincipal().getName()));
            behaviours.add(told(
                    side,
                    "`getLocalPrincipal()`",
                    session -> session.getLocalPrincipal().getName()));
            behaviours.add(told(side, "length of `getId()`", session -> session.getId().length + " bytes"));
            behaviours.add(told(side, "`getProtocol()`", SSLSession::getProtocol));
            behaviours.add(told(
                    side,
                    "`getCipherSuite()` is a name of IANA",
                    session -> session.getCipherSuite().matches("TLS_[A-Z0-9_]+") ? "yes" : session.getCipherSuite()));
            behaviours.add(told(side, "`getPeerHost()`", session -> String.valueOf(session.getPeerHost())));
            behaviours.add(told(side, "`getPeerPort()`", session -> String.valueOf(session.getPeerPort())));
            behaviours.add(told(side, "`isValid()`", session -> String.valueOf(session.isValid())));
            behaviours.add(told(
                    side,
                    "`getCreationTime()` is in the last hour",
                    session -> Math.abs(System.currentTimeMillis() - session.getCreationTime()) < 3_600_000
                            ? "yes"
                            : "no"));
            behaviours.add(told(side, "keeps what `putValue` is given", session -> {
                session.putValue("name", "value");
                return String.valueOf(session.getValue("name"));
            }));
            behaviours.add(told(
                    side,
                    "`getApplicationBufferSize()` holds a whole record",
                    session -> session.getApplicationBufferSize() >= 16384 ? "yes" : "no"));
        }
        behaviours.add(Behaviour.inEachVersion("client resumes a session", SessionBehaviours::clientResumes));
        behaviours.add(Behaviour.inEachVersion(
                "server resumes a session",
                (subject, version) ->
                        resumes(subject, version, Peer.jdk(), Peer.jdk().context())));
        for (var kibibytes : List.of(0, 15, 28)) {
            var peer = Peer.jdk(large(kibibytes));
            behaviours.add(Behaviour.inEachVersion(
                    "server resumes a session of a client with a certificate%s"
                            .formatted(kibibytes == 0 ? "" : " of %d KiB".formatted(kibibytes)),
                    (subject, version) -> resumes(subject, version, peer, peer.context())));
        }
        behaviours.add(Behaviour.inEachVersion(
                "server resumes a session under another name of the same certificate",
                (subject, version) -> resumesAs(subject, version, "www.example.test")));
        behaviours.add(Behaviour.inEachVersion(
                "server resumes a session under the name of another certificate",
                (subject, version) -> resumesAs(subject, version, "other.example.test")));
        behaviours.add(new Behaviour(
                "server resumes a session by its identifier (TLS 1.2)",
                subject -> resumes(
                        subject,
                        TlsVersion.TLSv1_2,
                        Peer.unlimited(),
                        Peer.unlimited().context())));
        behaviours.add(new Behaviour(
                "server resumes a session by its identifier (TLS 1.2) after a fatal alert",
                SessionBehaviours::resumesAfterAlert));
        return new Family("Sessions", behaviours);
    }

    private enum Side {
        CLIENT,
        SERVER
    }

    @FunctionalInterface
    private interface Detail {

        String of(SSLSession session) throws SSLException;
    }

    private static Behaviour told(Side side, String what, Detail detail) {
        return Behaviour.inEachVersion(
                "session of a %s: %s".formatted(side.name().toLowerCase(Locale.ROOT), what),
                (subject, version) -> detail.of(session(new Owner(side, subject, version))));
    }

    /** Whose session it is; each has one. */
    private record Owner(Side side, Subject subject, TlsVersion version) {}

    private static synchronized SSLSession session(Owner owner) throws Exception {
        var session = SESSIONS.get(owner);
        if (session == null) {
            session = (owner.side() == Side.CLIENT)
                    ? ofClient(owner.subject(), owner.version())
                    : ofServer(owner.subject(), owner.version());
            SESSIONS.put(owner, session);
        }
        return session;
    }

    private static SSLSession ofClient(Subject subject, TlsVersion version) throws Exception {
        var client = Contexts.client(subject, settings -> settings.certificateChain(Identity.CLIENT.signingChain()));
        var server = Peer.jdk(Identity.LOCALHOST).server(version, parameters -> parameters.setNeedClientAuth(true));
        return Connection.of(client.createEngine("localhost", 443), server)
                .client()
                .getSession();
    }

    private static SSLSession ofServer(Subject subject, TlsVersion version) throws Exception {
        var server = server(subject, Peer.jdk(Identity.CLIENT));
        return Connection.of(Peer.jdk(Identity.CLIENT).client(version), server.createEngine())
                .server()
                .getSession();
    }

    private static String type(Object[] certificates) {
        return "`" + certificates.getClass().getSimpleName() + "`";
    }

    private static Identity large(int kibibytes) {
        var names = new GeneralName[kibibytes];
        Arrays.setAll(names, i -> new GeneralName(GeneralName.rfc822Name, i + "a".repeat(1000) + "@example.test"));
        return Identity.ROOT.client(KeyKind.P_256, names);
    }

    private static String clientResumes(Subject subject, TlsVersion version) throws Exception {
        var outcome = new AtomicReference<HandshakeEvent>();
        var client = Contexts.client(subject, settings -> settings).observed("client", remember(outcome));
        var peer = Peer.jdk(Identity.LOCALHOST).context();
        for (int i = 0; i < 2; i++) {
            var connection = Connection.of(
                    client.createEngine("localhost", 443),
                    Peer.engine(peer, false, List.of(version), parameters -> {}));
            if (!connection.succeeded()) {
                return connection.asSeenByServer();
            }
            connection.sendFromServer();
        }
        return resumed(outcome);
    }

    private static String resumes(Subject subject, TlsVersion version, Peer peer, SSLContext context) throws Exception {
        var outcome = new AtomicReference<HandshakeEvent>();
        var server = server(subject, peer).observed("server", remember(outcome));
        for (int i = 0; i < 2; i++) {
            var connection = Connection.of(asking(context, version, "localhost"), server.createEngine());
            if (!connection.succeeded()) {
                return connection.asSeenByClient();
            }
            connection.sendFromServer();
        }
        return resumed(outcome);
    }

    private static String resumesAs(Subject subject, TlsVersion version, String name) throws Exception {
        var outcome = new AtomicReference<HandshakeEvent>();
        var server = server(subject, Peer.jdk()).observed("server", remember(outcome));
        var client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .protocols(version.protocol())
                .build();
        for (var asked : List.of("localhost", name)) {
            // keeps its sessions by host and port, and offers one whatever name it asks for
            var engine = client.newEngine(UnpooledByteBufAllocator.DEFAULT, "localhost", 443);
            var parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(asked)));
            engine.setSSLParameters(parameters);
            Connection.of(engine, server.createEngine()).sendFromServer();
            ReferenceCountUtil.release(engine);
        }
        return resumed(outcome);
    }

    private static String resumed(AtomicReference<HandshakeEvent> outcome) {
        return outcome.get().resumed().map(resumed -> resumed ? "yes" : "no").orElse("unknown");
    }

    private static ServerContext server(Subject subject, Peer peer) throws Exception {
        return Contexts.server(subject, settings -> {
            settings.certificateChains(List.of(
                    Identity.ROOT
                            .server(KeyKind.P_256, "localhost", "www.example.test")
                            .signingChain(),
                    Identity.ROOT.server(KeyKind.P_256, "other.example.test").signingChain()));
            return peer.identity().isPresent()
                    ? settings.trustStore(Identity.ROOT.trusted()).clientAuthentication(ClientAuthentication.REQUIRED)
                    : settings;
        });
    }

    private static SSLEngine asking(SSLContext context, TlsVersion version, String name) {
        return Peer.engine(
                context,
                true,
                List.of(version),
                parameters -> parameters.setServerNames(List.of(new SNIHostName(name))));
    }

    /** The client forges a record after the first handshake, and does not hear of the alert. */
    private static String resumesAfterAlert(Subject subject) throws Exception {
        var outcome = new AtomicReference<HandshakeEvent>();
        var server = server(subject, Peer.jdk()).observed("server", remember(outcome));
        var context = Peer.unlimited().context();
        Connection.of(asking(context, TlsVersion.TLSv1_2, "localhost"), server.createEngine())
                .sendGarbageToServer();
        Connection.of(asking(context, TlsVersion.TLSv1_2, "localhost"), server.createEngine());
        return resumed(outcome);
    }

    private static HandshakeListener remember(AtomicReference<HandshakeEvent> outcome) {
        return new HandshakeListener() {

            @Override
            public void succeeded(HandshakeEvent event) {
                outcome.set(event);
            }

            @Override
            public void failed(HandshakeEvent event) {
                outcome.set(event);
            }
        };
    }
}
