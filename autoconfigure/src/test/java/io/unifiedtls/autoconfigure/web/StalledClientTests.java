package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.TlsVersion;

/** Connections on which nothing happens any more, at each step: a server waits for what comes, and does not spin. */
@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class StalledClientTests {

    // More than the buffers of both ends hold.
    private static final int BODY = 5 << 20;

    /** Where a client stops, with its connection open. */
    enum Stop {
        IN_CLIENT_HELLO,
        AFTER_CLIENT_HELLO,
        AFTER_WARNINGS,
        IN_SECOND_FLIGHT,
        AFTER_HALF_END_OF_HANDSHAKE,
        AFTER_ALERT_OF_HANDSHAKE,
        AFTER_HANDSHAKE,
        IN_DATA,
        IN_REQUEST,
        AFTER_CLOSE_NOTIFY,
        AFTER_HALF_END,
        AFTER_FATAL_ALERT,
        IN_RESPONSE
    }

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.shared(kind);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.awaitNoConnections();
        server.close();
    }

    /** All of them at once, since each one would have to be watched for a while. */
    @Test
    void waitsForClientsThatStop(CapturedOutput output) throws IOException {
        var clients = new ArrayDeque<TamperingClient>();
        try {
            for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                for (var stop : Stop.values()) {
                    clients.add(TamperingClient.connect(server, version));
                    goTo(stop, clients.getLast());
                }
            }

            BusyThreads.awaitNone(Duration.ofSeconds(5));
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        server.awaitOutcomes(clients.size());
        Quiet.check(output);
    }

    private static void goTo(Stop stop, TamperingClient client) throws IOException {
        switch (stop) {
            case IN_CLIENT_HELLO -> client.send(half(client.flight().get(0)));
            case AFTER_CLIENT_HELLO -> client.send(client.flight());
            case AFTER_WARNINGS -> {
                client.send(client.flight());
                client.receive();
                for (int i = 0; i < 3; i++) {
                    client.send(Breakage.record(21, 1, AlertDescription.USER_CANCELED.code()));
                }
            }
            case IN_SECOND_FLIGHT -> {
                client.send(client.flight());
                client.send(half(client.flight().get(0)));
            }
            case AFTER_HALF_END_OF_HANDSHAKE -> {
                client.send(client.flight());
                client.receive();
                client.sendHalfEnd();
            }
            case AFTER_ALERT_OF_HANDSHAKE -> {
                client.send(client.flight());
                client.receive();
                client.send(Breakage.FATAL_ALERT.bytes());
            }
            default -> {
                client.complete();
                goOn(stop, client);
            }
        }
    }

    private static void goOn(Stop stop, TamperingClient client) throws IOException {
        switch (stop) {
            case IN_DATA ->
                client.send(half(client.encrypted(TamperingClient.REQUEST).get(0)));
            case IN_REQUEST -> client.send(client.encrypted(Arrays.copyOf(TamperingClient.REQUEST, 10)));
            case AFTER_CLOSE_NOTIFY -> client.send(client.cancellation());
            case AFTER_HALF_END -> client.sendHalfEnd();
            case AFTER_FATAL_ALERT -> client.send(client.refusal());
            case IN_RESPONSE -> {
                client.send(client.encrypted("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                        .formatted(BODY)
                        .getBytes(StandardCharsets.US_ASCII)));
                client.send(client.encrypted(new byte[BODY]));
            }
            default -> {
                // it says nothing
            }
        }
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
