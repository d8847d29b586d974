package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestCertificate;

/** A client that has sent more than the server reads still gets the alert, and no reset before or after it. */
@ParameterizedClass
@ServerKinds
class AlertDeliveryTests {

    private static final int TIMES = 20;

    /** What is on its way when the server has seen enough. */
    private static final byte[] BEHIND = new byte[200_000];

    private static final TestCertificate CLIENT =
            Site.CLIENT_AUTHORITY.leaf().commonName("alice").client().issue();

    private static final TestCertificate OTHER_CLIENT =
            Site.CLIENT_AUTHORITY.leaf().commonName("mallory").client().issue();

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(
                kind,
                Site.properties(
                        "client-authentication",
                        "optional",
                        "trust-store.certificates",
                        Site.pem(Site.CLIENT_AUTHORITY.certificatePem())));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.awaitNoConnections();
        server.close();
    }

    @RepeatedTest(TIMES)
    void reachesAClientWithTheKeyOfSomebodyElse() throws IOException {
        var engine = ClientEngines.identified(server, TlsVersion.TLSv1_3, CLIENT.chain(), OTHER_CLIENT.privateKey());
        try (var client = TamperingClient.connect(server, engine)) {
            client.send(client.flight());
            client.send(client.flight()); // a ChangeCipherSpec that means nothing
            var flight = new ArrayList<>(client.flight());
            flight.addAll(client.encrypted(BEHIND));
            client.send(flight);

            assertToldWithoutReset(
                    client,
                    Kind.FAILED,
                    this.kind.implementation().equals("jsse")
                            ? AlertDescription.HANDSHAKE_FAILURE // it knows no other for this
                            : AlertDescription.DECRYPT_ERROR);
        }
    }

    @RepeatedTest(TIMES)
    void reachesAClientWhoseDataWereChanged() throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            client.complete();
            List<byte[]> records = client.encrypted(BEHIND);
            records.get(0)[20] ^= 1;
            client.send(records);

            assertToldWithoutReset(client, Kind.SUCCEEDED, AlertDescription.BAD_RECORD_MAC);
        }
    }

    @RepeatedTest(TIMES)
    void reachesAClientThatBeginsWithAnythingElse() throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            client.send(List.of(Breakage.record(22, 14, 0, 0, 0), BEHIND));

            assertToldWithoutReset(client, Kind.FAILED, AlertDescription.UNEXPECTED_MESSAGE);
        }
    }

    private static void assertToldWithoutReset(TamperingClient client, Kind outcome, AlertDescription alert) {
        var ending = client.end();
        server.outcome(outcome);
        assertThat(ending.alert()).contains(alert);
        assertThat(ending.data()).isEmpty();
        assertThat(client.wasReset()).isFalse();
    }
}
