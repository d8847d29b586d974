package io.unifiedtls.test.differential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsVersion;

/** Every kind of key, as that of a server, of a client, and of the authority above either. */
final class KeyBehaviours {

    private static final Set<KeyKind> KINDS = EnumSet.complementOf(EnumSet.of(KeyKind.P_256_SHA_1));

    private KeyBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        for (var kind : KINDS) {
            behaviours.add(Behaviour.inEachVersion(
                    "server with a key: " + kind.label(), (subject, version) -> serves(subject, version, kind)));
        }
        for (var kind : KINDS) {
            behaviours.add(Behaviour.inEachVersion(
                    "client with a key: " + kind.label(), (subject, version) -> proves(subject, version, kind)));
        }
        for (var kind : KINDS) {
            behaviours.add(Behaviour.inEachVersion(
                    "client verifies a server's key: " + kind.label(),
                    (subject, version) ->
                            verifiesServer(subject, version, Identity.ROOT, Identity.ROOT.server(kind, "localhost"))));
        }
        for (var kind : KINDS) {
            behaviours.add(Behaviour.inEachVersion(
                    "server verifies a client's key: " + kind.label(),
                    (subject, version) -> verifiesClient(subject, version, Identity.ROOT, Identity.ROOT.client(kind))));
        }
        for (var kind : KINDS) {
            var root = Identity.root("Root " + kind, kind, kind.keys());
            behaviours.add(Behaviour.inEachVersion(
                    "client verifies a server of an authority with a key: " + kind.label(),
                    (subject, version) -> verifiesServer(
                            subject,
                            version,
                            root,
                            root.server(kind == KeyKind.P_256 ? KeyKind.P_384 : KeyKind.P_256, "localhost"))));
        }
        for (var kind : KINDS) {
            var root = Identity.root("Root " + kind, kind, kind.keys());
            behaviours.add(Behaviour.inEachVersion(
                    "server verifies a client of an authority with a key: " + kind.label(),
                    (subject, version) -> verifiesClient(
                            subject,
                            version,
                            root,
                            root.client(kind == KeyKind.P_256 ? KeyKind.P_384 : KeyKind.P_256))));
        }
        return new Family("Keys", behaviours);
    }

    private static String serves(Subject subject, TlsVersion version, KeyKind kind) throws Exception {
        var server = Contexts.server(subject, Identity.ROOT.server(kind, "localhost"));
        return Connection.of(Peer.jdk().client(version), server.createEngine()).works();
    }

    private static String proves(Subject subject, TlsVersion version, KeyKind kind) throws Exception {
        var client = Contexts.client(
                subject,
                settings -> settings.certificateChain(Identity.ROOT.client(kind).signingChain()));
        var server = Peer.jdk(Identity.LOCALHOST).server(version, parameters -> parameters.setNeedClientAuth(true));
        return Connection.of(client.createEngine("localhost", 443), server).works();
    }

    private static String verifiesServer(Subject subject, TlsVersion version, Identity root, Identity peer)
            throws Exception {
        var client = Contexts.client(subject, settings -> settings.trustStore(root.trusted()));
        return Connection.of(
                        client.createEngine("localhost", 443), Peer.jdk(peer).server(version))
                .works();
    }

    private static String verifiesClient(Subject subject, TlsVersion version, Identity root, Identity peer)
            throws Exception {
        var server = Contexts.server(
                subject,
                settings -> settings.trustStore(root.trusted()).clientAuthentication(ClientAuthentication.REQUIRED));
        return Connection.of(Peer.jdk(peer).client(version), server.createEngine())
                .works();
    }
}
