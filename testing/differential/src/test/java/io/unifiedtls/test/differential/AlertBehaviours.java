package io.unifiedtls.test.differential;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;

/** The alerts that peers get for the common failures. */
final class AlertBehaviours {

    private static final Identity STRANGER = Identity.root("Stranger", KeyKind.P_256, KeyKind.P_256.generate());

    private static final Instant YESTERDAY = Instant.now().minusSeconds(86_400);

    private AlertBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        behaviours.add(new Behaviour(
                "server, to a client without a common cipher suite",
                subject -> Connection.of(
                                Peer.jdk()
                                        .client(
                                                TlsVersion.TLSv1_2,
                                                parameters -> parameters.setCipherSuites(
                                                        new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"})),
                                Contexts.server(subject, settings -> settings).createEngine())
                        .asSeenByClient()));
        behaviours.add(new Behaviour(
                "server of TLS 1.3, to a client of TLS 1.2",
                subject -> Connection.of(
                                Peer.jdk().client(TlsVersion.TLSv1_2),
                                Contexts.server(
                                                subject,
                                                settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3))
                                        .createEngine())
                        .asSeenByClient()));
        behaviours.add(new Behaviour(
                "server of TLS 1.2, to a client of TLS 1.3",
                subject -> Connection.of(
                                Peer.jdk().client(TlsVersion.TLSv1_3),
                                Contexts.server(
                                                subject,
                                                settings -> settings.highestSupportedVersion(TlsVersion.TLSv1_2))
                                        .createEngine())
                        .asSeenByClient()));
        behaviours.add(Behaviour.inEachVersion(
                "server that rejects clients without a server name",
                (subject, version) -> Connection.of(
                                Peer.jdk().client(version, parameters -> parameters.setServerNames(List.of())),
                                Contexts.server(subject, settings -> settings.absentServerName(ServerNamePolicy.REJECT))
                                        .createEngine())
                        .asSeenByClient()));
        behaviours.add(Behaviour.inEachVersion(
                "server, to a client without a common application protocol",
                (subject, version) -> Connection.of(
                                Peer.jdk()
                                        .client(
                                                version,
                                                parameters -> parameters.setApplicationProtocols(new String[] {"h2"})),
                                Contexts.server(
                                                subject,
                                                settings -> settings.innerProtocols(List.of(NextProtocol.HTTP1)))
                                        .createEngine())
                        .asSeenByClient()));
        ofServer(behaviours, "no certificate", Peer.jdk());
        ofServer(behaviours, "an expired certificate", Peer.jdk(Identity.ROOT.client(KeyKind.P_256, YESTERDAY)));
        ofServer(behaviours, "a certificate of an unknown authority", Peer.jdk(STRANGER.client(KeyKind.P_256)));
        ofServer(behaviours, "a certificate for servers", Peer.jdk(Identity.LOCALHOST));
        ofServer(behaviours, "the key of another certificate", Peer.jdk(anotherKey(Identity.CLIENT)));
        behaviours.add(Behaviour.inEachVersion("server that gets a forged record", AlertBehaviours::forged));
        ofClient(behaviours, "an expired certificate", Identity.ROOT.server(KeyKind.P_256, YESTERDAY, "localhost"));
        ofClient(behaviours, "a certificate of an unknown authority", STRANGER.server(KeyKind.P_256, "localhost"));
        ofClient(behaviours, "a certificate for another name", Identity.ROOT.server(KeyKind.P_256, "other.test"));
        ofClient(behaviours, "a certificate for clients", Identity.CLIENT);
        ofClient(behaviours, "the key of another certificate", anotherKey(Identity.LOCALHOST));
        behaviours.add(new Behaviour(
                "client that gets a certificate signed with SHA-1",
                subject -> Connection.of(
                                Contexts.client(subject, settings -> settings).createEngine("localhost", 443),
                                Peer.jdk(Identity.ROOT.sha1Server("localhost")).server(TlsVersion.TLSv1_2))
                        .asSeenByServer()));
        return new Family("Alerts", behaviours);
    }

    private static void ofServer(List<Behaviour> behaviours, String what, Peer client) {
        behaviours.add(Behaviour.inEachVersion(
                "server that requires a certificate and gets " + what,
                (subject, version) -> Connection.of(
                                client.client(version), requiring(subject).createEngine())
                        .asSeenByClient()));
    }

    private static void ofClient(List<Behaviour> behaviours, String what, Identity server) {
        behaviours.add(Behaviour.inEachVersion(
                "client that gets " + what,
                (subject, version) -> Connection.of(
                                Contexts.client(subject, settings -> settings).createEngine("localhost", 443),
                                Peer.jdk(server).server(version))
                        .asSeenByServer()));
    }

    private static ServerContext requiring(Subject subject) throws Exception {
        return Contexts.server(
                subject,
                settings -> settings.trustStore(Identity.ROOT.trusted())
                        .clientAuthentication(ClientAuthentication.REQUIRED));
    }

    private static Identity anotherKey(Identity identity) {
        return new Identity(List.<X509Certificate>copyOf(identity.chain()), identity.kind(), KeyKind.P_256.generate());
    }

    private static String forged(Subject subject, TlsVersion version) throws Exception {
        var connection = Connection.of(
                Peer.jdk().client(version),
                Contexts.server(subject, settings -> settings).createEngine());
        connection.sendGarbageToServer();
        connection.exchange();
        return connection.asSeenByClient();
    }
}
