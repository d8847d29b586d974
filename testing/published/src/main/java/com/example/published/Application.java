package com.example.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TrustStore;
import io.unifiedtls.insecure.InsecureClientConfiguration;
import io.unifiedtls.insecure.InsecureTlsImplementation;
import io.unifiedtls.insecure.SkippedCheck;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

/** Sends a line over TLS with each implementation, to show that the published modules find each other. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) throws Exception {
        var authority = TestAuthority.create("Published");
        var www = authority.server("www.example.com");
        var server = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.of(
                        TlsCertificate.fromBuffer(www.certificatePem()), TlsPrivateKey.fromBuffer(www.privateKeyPem()))))
                .build();
        var client = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(authority.certificatePem()))
                .build();
        for (var name : List.of("jsse", "boringssl")) {
            var implementation = TlsImplementation.named(name);
            var engine = implementation.clientContext(client).createEngine("www.example.com", 443);
            var other = implementation.serverContext(server).createEngine();
            Handshakes.complete(engine, other);
            var line = Handshakes.send(engine, bytes("hello over " + name), other);
            System.out.println(new String(line, StandardCharsets.UTF_8));
        }
        System.out.println(insecurely(server, client));
        System.out.println(inToken(www.certificatePem()));
        System.out.println("modules: %s, %s"
                .formatted(TlsImplementation.class.getModule(), SkippedCheck.class.getModule()));
    }

    /** Connects without a check of the host name, over a socket: the certificate is for another host. */
    private static String insecurely(TlsServerConfiguration server, TlsClientConfiguration client) throws Exception {
        var implementation = TlsImplementation.named("jsse");
        var context = new InsecureTlsImplementation(implementation)
                .clientContext(new InsecureClientConfiguration(client, Set.of(SkippedCheck.HOSTNAME)));
        try (var listening = implementation.serverContext(server).listen(new InetSocketAddress("127.0.0.1", 0), 1)) {
            var accepted = CompletableFuture.supplyAsync(() -> handshake(listening));
            var port = ((InetSocketAddress) listening.localAddress()).getPort();
            try (var socket = context.connect("localhost", port)) {
                socket.doHandshake();
                return accepted.get();
            }
        }
    }

    /** Validates a configuration with a key in a token: no token is accessed. */
    private static String inToken(byte[] certificate) throws Exception {
        var key = TlsPrivateKey.fromId("pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so");
        TlsImplementation.named("jsse")
                .validate(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(TlsCertificate.fromBuffer(certificate), key)))
                        .build());
        return "keys in tokens";
    }

    private static String handshake(TlsServerSocket listening) {
        try (var socket = listening.accept()) {
            socket.doHandshake();
            return "connected without a check of the host name";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
