package io.unifiedtls.test.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsVersion;

/** Which cipher suites, groups and signature algorithms are agreed on, and who decides. */
final class CipherBehaviours {

    private static final List<CipherSuite> REVERSED_TLS_1_3 = List.of(
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_AES_128_GCM_SHA256);

    private static final List<CipherSuite> ECDSA_TLS_1_2 = List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256);

    private static final int RSA_PKCS1_SHA1 = 0x0201;

    private static final int ECDSA_SHA1 = 0x0203;

    private static final Set<Integer> SHA_1 = Set.of(RSA_PKCS1_SHA1, ECDSA_SHA1);

    private CipherBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        for (var preferred : ECDSA_TLS_1_2) {
            behaviours.add(new Behaviour(
                    "server's default order of TLS 1.2, to a client that prefers: " + preferred.name(),
                    subject -> serves(subject, TlsVersion.TLSv1_2, List.of(), first(preferred, ECDSA_TLS_1_2))));
        }
        for (var preferred : ECDSA_TLS_1_2) {
            behaviours.add(new Behaviour(
                    "server that orders the suites of TLS 1.2, best first: " + preferred.name(),
                    subject -> serves(subject, TlsVersion.TLSv1_2, first(preferred, ECDSA_TLS_1_2), ECDSA_TLS_1_2)));
        }
        for (var preferred : REVERSED_TLS_1_3) {
            behaviours.add(new Behaviour(
                    "server's default order of TLS 1.3, to a client that prefers: " + preferred.name(),
                    subject -> serves(subject, TlsVersion.TLSv1_3, List.of(), first(preferred, REVERSED_TLS_1_3))));
        }
        for (var preferred : REVERSED_TLS_1_3) {
            behaviours.add(new Behaviour(
                    "server that orders the suites of TLS 1.3, best first: " + preferred.name(),
                    subject ->
                            serves(subject, TlsVersion.TLSv1_3, first(preferred, REVERSED_TLS_1_3), REVERSED_TLS_1_3)));
        }
        behaviours.add(new Behaviour(
                "server that orders the suites of TLS 1.3 as by default, to a client that prefers the last",
                subject -> serves(
                        subject, TlsVersion.TLSv1_3, CipherSuite.DEFAULT_TLS_1_3.subList(0, 3), REVERSED_TLS_1_3)));
        behaviours.add(new Behaviour(
                "server with one suite of TLS 1.3 only",
                subject -> serves(
                        subject, TlsVersion.TLSv1_3, List.of(CipherSuite.TLS_AES_256_GCM_SHA384), REVERSED_TLS_1_3)));
        behaviours.add(new Behaviour(
                "client that orders the suites of TLS 1.3, best first: "
                        + CipherSuite.TLS_CHACHA20_POLY1305_SHA256.name(),
                subject -> offers(subject, REVERSED_TLS_1_3)));
        behaviours.add(new Behaviour(
                "client with one suite of TLS 1.3 only",
                subject -> offers(subject, List.of(CipherSuite.TLS_AES_256_GCM_SHA384))));
        behaviours.add(Behaviour.inEachVersion(
                "server with an EC key, to a client that knows only signatures with SHA-1",
                (subject, version) -> signs(subject, version, Identity.LOCALHOST, ECDSA_SHA1)));
        behaviours.add(Behaviour.inEachVersion(
                "server with an RSA key, to a client that knows only signatures with SHA-1",
                (subject, version) ->
                        signs(subject, version, Identity.ROOT.server(KeyKind.RSA_2048, "localhost"), RSA_PKCS1_SHA1)));
        behaviours.add(new Behaviour(
                "server accepts signatures with SHA-1 of clients of TLS 1.2", CipherBehaviours::asksForSha1));
        behaviours.add(new Behaviour("client accepts signatures with SHA-1", CipherBehaviours::offersSha1));
        return new Family("Cipher suites and signatures", behaviours);
    }

    private static List<CipherSuite> first(CipherSuite first, List<CipherSuite> all) {
        var ordered = new ArrayList<>(List.of(first));
        all.stream().filter(other -> !other.equals(first)).forEach(ordered::add);
        return ordered;
    }

    private static String[] names(List<CipherSuite> suites) {
        return suites.stream().map(CipherSuite::name).toArray(String[]::new);
    }

    /** Returns the suite that a server chooses of what a client offers. */
    private static String serves(
            Subject subject, TlsVersion version, List<CipherSuite> configured, List<CipherSuite> offered)
            throws Exception {
        var server = Contexts.server(subject, settings -> {
            if (!configured.isEmpty()) {
                settings.ciphers(configured);
            }
            return settings;
        });
        var client = Peer.jdk().client(version, parameters -> parameters.setCipherSuites(names(offered)));
        var connection = Connection.of(client, server.createEngine());
        return connection.succeeded()
                ? "`" + connection.client().getSession().getCipherSuite() + "`"
                : connection.asSeenByClient();
    }

    /** Returns the suite that a server chooses that leaves the choice to the client. */
    private static String offers(Subject subject, List<CipherSuite> configured) throws Exception {
        var client = Contexts.client(subject, settings -> settings.ciphers(configured));
        var server = Peer.jdk(Identity.LOCALHOST)
                .server(TlsVersion.TLSv1_3, parameters -> parameters.setUseCipherSuitesOrder(false));
        var connection = Connection.of(client.createEngine("localhost", 443), server);
        return connection.succeeded()
                ? "`" + connection.server().getSession().getCipherSuite() + "`"
                : connection.asSeenByServer();
    }

    /** Returns with what a server signs for a client that knows SHA-1 alone. */
    private static String signs(Subject subject, TlsVersion version, Identity identity, int scheme) throws Exception {
        var server = Contexts.server(subject, identity);
        var flight = Flight.of(server.createEngine(), Flight.helloWithSchemes(version, scheme));
        if (flight.alert().isPresent()) {
            return "alert `%s`".formatted(flight.alert().get());
        }
        return flight.failed()
                ? "an encrypted alert"
                : flight.signatureScheme()
                        .map(chosen ->
                                SHA_1.contains(chosen) ? "signs with SHA-1" : "signs with 0x%04x".formatted(chosen))
                        .orElse("signs");
    }

    private static String asksForSha1(Subject subject) throws Exception {
        var server = Contexts.server(
                subject,
                settings -> settings.trustStore(Identity.ROOT.trusted())
                        .clientAuthentication(ClientAuthentication.OPTIONAL));
        var flight = Connection.of(Peer.jdk().client(TlsVersion.TLSv1_2), server.createEngine())
                .sentByServer();
        return flight.requestedSchemes().stream().anyMatch(SHA_1::contains) ? "yes" : "no";
    }

    private static String offersSha1(Subject subject) throws Exception {
        var hello = Flight.hello(Contexts.client(subject, settings -> settings).createEngine("localhost", 443));
        return hello.signatureSchemes().stream().anyMatch(SHA_1::contains) ? "yes" : "no";
    }
}
