package io.unifiedtls.test.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.GeneralName;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;

/** Long and large chains in both directions, and many and long names of authorities. */
final class ChainBehaviours {

    /** Each adds to the certificates that are sent; the root is not. */
    private static final List<Integer> LENGTHS = List.of(1, 8, 9, 10, 11, 101);

    private static final List<Integer> KIBIBYTES = List.of(15, 17, 31, 33, 63, 95);

    private static final int NAME_LENGTH = 32;

    private static final Map<Integer, Identity> SERVERS = new LinkedHashMap<>();

    private static final Map<Integer, Identity> CLIENTS = new LinkedHashMap<>();

    private ChainBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        behaviours.add(Behaviour.inEachVersion(
                "server sends a chain of 1 to 101 certificates",
                (subject, version) ->
                        largest("certificates", LENGTHS, length -> sends(subject, version, server(length)))));
        behaviours.add(Behaviour.inEachVersion(
                "server sends a chain of 15 to 95 KiB",
                (subject, version) -> largest("KiB", KIBIBYTES, size -> sends(subject, version, largeServer(size)))));
        behaviours.add(Behaviour.inEachVersion(
                "client sends a chain of 1 to 101 certificates",
                (subject, version) ->
                        largest("certificates", LENGTHS, length -> proves(subject, version, client(length)))));
        behaviours.add(Behaviour.inEachVersion(
                "client sends a chain of 15 to 95 KiB",
                (subject, version) -> largest("KiB", KIBIBYTES, size -> proves(subject, version, largeClient(size)))));
        behaviours.add(Behaviour.inEachVersion(
                "client verifies a chain of 1 to 101 certificates",
                (subject, version) ->
                        largest("certificates", LENGTHS, length -> verifiesServer(subject, version, server(length)))));
        behaviours.add(Behaviour.inEachVersion(
                "client verifies a chain of 15 to 95 KiB",
                (subject, version) ->
                        largest("KiB", KIBIBYTES, size -> verifiesServer(subject, version, largeServer(size)))));
        behaviours.add(Behaviour.inEachVersion(
                "server verifies a chain of 1 to 101 certificates",
                (subject, version) ->
                        largest("certificates", LENGTHS, length -> verifiesClient(subject, version, client(length)))));
        behaviours.add(Behaviour.inEachVersion(
                "server verifies a chain of 15 to 95 KiB",
                (subject, version) ->
                        largest("KiB", KIBIBYTES, size -> verifiesClient(subject, version, largeClient(size)))));
        for (var names : List.of(new Names(10, 128), new Names(500, 128), new Names(40, 2048))) {
            behaviours.add(Behaviour.inEachVersion(
                    "server names %s, to a client with a certificate".formatted(names),
                    (subject, version) -> namesAuthorities(subject, version, names, Peer.unlimited(Identity.CLIENT))));
        }
        var many = new Names(530, 128);
        behaviours.add(Behaviour.inEachVersion(
                "server names %s, to a client without a certificate".formatted(many),
                (subject, version) -> namesAuthorities(subject, version, many, Peer.unlimited())));
        return new Family("Chains and names of authorities", behaviours);
    }

    @FunctionalInterface
    private interface Attempt {

        String with(int size) throws Exception;
    }

    /** Returns up to which size something works, and what happens beyond. */
    private static String largest(String unit, List<Integer> sizes, Attempt attempt) throws Exception {
        var largest = 0;
        for (var size : sizes) {
            var outcome = attempt.with(size);
            if (!outcome.equals("yes")) {
                return "up to %d %s, then %s".formatted(largest, unit, outcome);
            }
            largest = size;
        }
        return "yes";
    }

    private static String sends(Subject subject, TlsVersion version, Identity identity) throws Exception {
        var server = Contexts.server(subject, identity);
        return Connection.of(Peer.unlimited().client(version), server.createEngine())
                .asSeenByClient();
    }

    private static String proves(Subject subject, TlsVersion version, Identity identity) throws Exception {
        var client = Contexts.client(subject, settings -> settings.certificateChain(identity.signingChain()));
        var server =
                Peer.unlimited(Identity.LOCALHOST).server(version, parameters -> parameters.setNeedClientAuth(true));
        return Connection.of(client.createEngine("localhost", 443), server).asSeenByServer();
    }

    private static String verifiesServer(Subject subject, TlsVersion version, Identity peer) throws Exception {
        var client = Contexts.client(subject, settings -> settings);
        return Connection.of(
                        client.createEngine("localhost", 443),
                        Peer.unlimited(peer).server(version))
                .asSeenByServer();
    }

    private static String verifiesClient(Subject subject, TlsVersion version, Identity peer) throws Exception {
        var server = Contexts.server(
                subject,
                settings -> settings.trustStore(Identity.ROOT.trusted())
                        .clientAuthentication(ClientAuthentication.REQUIRED));
        return Connection.of(Peer.unlimited(peer).client(version), server.createEngine())
                .asSeenByClient();
    }

    private static String namesAuthorities(Subject subject, TlsVersion version, Names names, Peer client)
            throws Exception {
        var server = Contexts.server(
                subject,
                settings ->
                        settings.trustStore(names.trustStore()).clientAuthentication(ClientAuthentication.OPTIONAL));
        return Connection.of(client.client(version), server.createEngine()).asSeenByClient();
    }

    private static synchronized Identity server(int length) {
        return SERVERS.computeIfAbsent(length, any -> below(length).server(KeyKind.P_256, "localhost"));
    }

    private static synchronized Identity client(int length) {
        return CLIENTS.computeIfAbsent(length, any -> below(length).client(KeyKind.P_256));
    }

    private static Identity below(int length) {
        var authority = Identity.ROOT;
        for (int i = 1; i < length; i++) {
            authority = authority.authority("Authority " + i, KeyKind.P_256, KeyKind.P_256.generate());
        }
        return authority;
    }

    private static Identity largeServer(int kibibytes) {
        var names = IntStream.range(0, kibibytes * 1024 / (NAME_LENGTH + 2))
                .mapToObj(i -> ("a".repeat(NAME_LENGTH - 13) + "%08d.test").formatted(i));
        return Identity.ROOT.server(
                KeyKind.P_256, Stream.concat(Stream.of("localhost"), names).toArray(String[]::new));
    }

    private static Identity largeClient(int kibibytes) {
        return Identity.ROOT.client(
                KeyKind.P_256,
                IntStream.range(0, kibibytes * 1024 / (NAME_LENGTH + 2))
                        .mapToObj(i -> new GeneralName(
                                GeneralName.rfc822Name,
                                ("a".repeat(NAME_LENGTH - 21) + "%08d@example.test").formatted(i)))
                        .toArray(GeneralName[]::new));
    }

    /**
     * Names of authorities in a request for a certificate.
     *
     * @param number how many, besides that of the client's
     * @param length how long each is in the message
     */
    private record Names(int number, int length) {

        private static final Map<Names, TrustStore> MADE = new LinkedHashMap<>();

        TrustStore trustStore() {
            synchronized (MADE) {
                return MADE.computeIfAbsent(this, any -> make());
            }
        }

        private TrustStore make() {
            var authorities = new ArrayList<Identity>();
            authorities.add(Identity.ROOT);
            var empty = new X500Principal("CN=").getEncoded().length;
            for (int i = 0; i < this.number; i++) {
                authorities.add(Identity.root(
                        "%08d".formatted(i) + "x".repeat(this.length - 2 - empty - 8 - overhead()),
                        KeyKind.P_256,
                        KeyKind.P_256.keys()));
            }
            return Identity.trusted(authorities);
        }

        /** Longer values have longer lengths in front of them. */
        private int overhead() {
            return this.length > 300 ? 8 : this.length > 140 ? 4 : 0;
        }

        @Override
        public String toString() {
            return "%d authorities (%d KiB)".formatted(this.number, this.number * this.length / 1024);
        }
    }
}
