package io.unifiedtls.test.differential;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;

import org.bouncycastle.asn1.x509.GeneralName;

import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;

/** Server names out of the ordinary. */
final class NameBehaviours {

    private static final String LABEL = "a".repeat(61) + ".";

    /** Names by what is special about them. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("ordinary", "www.example.test");
        NAMES.put("upper case", "WWW.Example.TEST");
        NAMES.put("A-label", "xn--mnchen-3ya.example.test");
        NAMES.put("A-label that decodes to nothing", "xn--a.example.test");
        NAMES.put("digits only in the last label", "www.example.123");
        NAMES.put("single label", "payments");
        NAMES.put("underscore", "foo_bar.example.test");
        NAMES.put("underscore first", "_dmarc.example.test");
        NAMES.put("leading hyphen", "-www.example.test");
        NAMES.put("trailing hyphen", "www-.example.test");
        NAMES.put("trailing dot", "www.example.test.");
        NAMES.put("empty label", "www..example.test");
        NAMES.put("label of 63 characters", "a".repeat(63) + ".example.test");
        NAMES.put("label of 64 characters", "a".repeat(64) + ".example.test");
        NAMES.put("253 characters", LABEL.repeat(4) + "test1");
        NAMES.put("255 characters", LABEL.repeat(4) + "test123");
        NAMES.put("empty", "");
        NAMES.put("IPv4 address", "192.0.2.1");
        NAMES.put("IPv6 address", "2001:db8::1");
        NAMES.put("space", "www example.test");
        NAMES.put("wildcard", "*.example.test");
        NAMES.put("not ASCII (UTF-8)", "m\u00fcnchen.example.test");
    }

    private NameBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        NAMES.forEach((what, name) -> behaviours.add(behaviour(
                "server with a chain for a name: " + what, (subject, version) -> serves(subject, version, name))));
        NAMES.forEach((what, name) -> behaviours.add(behaviour(
                "server asked for an unknown name: " + what,
                (subject, version) -> servesUnknown(subject, version, name, ServerNamePolicy.USE_DEFAULT))));
        NAMES.forEach((what, name) -> behaviours.add(behaviour(
                "server that rejects unknown names, asked for one: " + what,
                (subject, version) -> servesUnknown(subject, version, name, ServerNamePolicy.REJECT))));
        NAMES.forEach((what, name) -> behaviours.add(behaviour(
                "client that connects to a name: " + what, (subject, version) -> asks(subject, version, name))));
        behaviours.add(behaviour(
                "client verifies a certificate whose name is not ASCII",
                (subject, version) -> verifies(subject, version, "m\u00fcnchen.example.test")));
        return new Family("Server names", behaviours);
    }

    /** A name is read in the ClientHello, before the version is agreed on. */
    private static Behaviour behaviour(String title, Behaviour.VersionObservation observation) {
        return new Behaviour(title, subject -> observation.of(subject, TlsVersion.TLSv1_3));
    }

    private static String serves(Subject subject, TlsVersion version, String name) throws Exception {
        var named = Identity.ROOT.server(KeyKind.P_384, "www.example.test");
        var server = Contexts.server(
                subject,
                settings -> settings.certificateChains(List.of(
                        Identity.LOCALHOST.signingChain(), named.signingChain().withServerNames(List.of(name)))));
        return served(name, version, server.createEngine());
    }

    private static String servesUnknown(Subject subject, TlsVersion version, String name, ServerNamePolicy unknown)
            throws Exception {
        var server = Contexts.server(subject, settings -> settings.unknownServerName(unknown));
        return served(name, version, server.createEngine());
    }

    /** Asks for a name, and tells which certificate comes. */
    private static String served(String name, TlsVersion version, SSLEngine server) throws Exception {
        var client = Peer.jdk().client(version, parameters -> parameters.setServerNames(List.of(new AnyBytes(name))));
        var connection = Connection.of(client, server);
        if (!connection.succeeded()) {
            return connection.asSeenByClient();
        }
        var key = connection.client().getSession().getPeerCertificates()[0].getPublicKey();
        return key.equals(KeyKind.P_384.keys().getPublic()) ? "the name's certificate" : "the default certificate";
    }

    private static String asks(Subject subject, TlsVersion version, String name) throws Exception {
        var client = Contexts.client(subject, settings -> settings);
        SSLEngine engine;
        try {
            engine = client.createEngine(name, 443);
        } catch (IllegalArgumentException refusal) {
            return "refused when the engine is created";
        }
        var asked = Flight.hello(engine).serverName();
        var connection = Connection.of(
                client.createEngine(name, 443), Peer.unlimited(called(name)).server(version));
        return "%s, %s".formatted(asked(name, asked), connection.succeeded() ? "connects" : "fails");
    }

    private static Identity called(String name) {
        return name.matches("[0-9.]+|[0-9a-f]*:.*")
                ? Identity.ROOT.server(KeyKind.P_256, new GeneralName(GeneralName.iPAddress, name))
                : Identity.ROOT.server(KeyKind.P_256, IDN.toASCII(name));
    }

    private static String verifies(Subject subject, TlsVersion version, String name) throws Exception {
        var client = Contexts.client(subject, settings -> settings);
        var server = Peer.unlimited(Identity.ROOT.server(KeyKind.P_256, name)).server(version);
        return Connection.of(client.createEngine(name, 443), server).works();
    }

    private static String asked(String name, Optional<String> asked) {
        if (asked.isEmpty()) {
            return "asks for no name";
        }
        return asked.get().equals(name) ? "asks for it" : "asks for `" + asked.get() + "`";
    }

    /** A server name of any bytes, which the class for host names would refuse. */
    private static final class AnyBytes extends SNIServerName {

        AnyBytes(String name) {
            super(0, name.getBytes(StandardCharsets.UTF_8));
        }
    }
}
