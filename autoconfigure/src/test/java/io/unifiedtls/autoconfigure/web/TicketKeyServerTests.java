package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** Session ticket keys and OCSP responses in files of embedded servers. */
class TicketKeyServerTests {

    /** Successful, with no content. */
    private static final byte[] RESPONSE = {0x30, 0x03, 0x0A, 0x01, 0x00};

    /** Successful, with an empty content of the type 1.2.3.4. */
    private static final byte[] OTHER_RESPONSE = {
        0x30, 0x0E, 0x0A, 0x01, 0x00, (byte) 0xA0, 0x09, 0x30, 0x07, 0x06, 0x03, 0x2A, 0x03, 0x04, 0x04, 0x00
    };

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        write("new.key", key(2));
        write("old.key", key(1));
        write("www.ocsp", RESPONSE);
        write("www.pem", Site.DEFAULT.chainPem());
        write("www.key", Site.DEFAULT.privateKeyPem());
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(this.directory.resolve(name), content);
    }

    private static byte[] key(int content) {
        var key = new byte[48];
        key[0] = (byte) content;
        return key;
    }

    private TlsServer start(ServerKind kind) {
        var properties = new TreeMap<String, String>();
        Map.of(
                        "certificate-chains[0].certificate", "www.pem",
                        "certificate-chains[0].private-key", "www.key",
                        "certificate-chains[0].ocsp-response", "www.ocsp",
                        "session-ticket-keys[0]", "new.key",
                        "session-ticket-keys[1]", "old.key")
                .forEach((name, file) -> properties.put(name, "file:" + this.directory.resolve(file)));
        properties.put("implementation", "auto");
        return TlsServer.start(kind, properties);
    }

    private String connect(TlsServer server, String use, String version) {
        var output = SClient.connect(
                        server,
                        use,
                        this.directory.resolve("session.pem").toString(),
                        version,
                        "-status",
                        "-servername",
                        "localhost")
                .output();
        server.outcome(Kind.SUCCEEDED);
        return output;
    }

    private static TlsReloadEvent reload(TlsServer server) {
        return server.application().getBean(TlsContexts.class).reload("web").get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_BORINGSSL", "NETTY_BORINGSSL", "JETTY_BORINGSSL"})
    void areUsedByAllServersAndReloaded(ServerKind kind) throws Exception {
        try (var first = start(kind);
                var second = start(kind)) {
            for (var version : new String[] {"-tls1_2", "-tls1_3"}) {
                assertThat(connect(first, "-sess_out", version)).contains("New, TLS");
                assertThat(connect(second, "-sess_in", version)).contains("Reused, TLS");
            }
            write("new.key", key(3));
            write("old.key", key(2));

            assertThat(reload(second).outcome()).isEqualTo(Outcome.SUCCESS);

            assertThat(connect(second, "-sess_in", "-tls1_3")).contains("Reused, TLS");
            write("old.key", key(1));
            assertThat(reload(second).outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(connect(second, "-sess_in", "-tls1_3")).contains("New, TLS");
            write("new.key", new byte[80]);
            assertThat(reload(second).problem().orElseThrow())
                    .startsWith("tls.servers.web.session-ticket-keys[0]: the session ticket key in ")
                    .endsWith(
                            "new.key has 80 bytes, which is for AES-256; use a key of 48 bytes, created with: openssl rand 48");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_BORINGSSL", "NETTY_BORINGSSL", "JETTY_BORINGSSL"})
    void stapleTheResponseInTheFile(ServerKind kind) throws Exception {
        try (var server = start(kind)) {
            assertThat(connect(server, "-sess_out", "-tls1_3"))
                    .contains("OCSP Response Status: successful")
                    .doesNotContain("1.2.3.4");
            write("www.ocsp", OTHER_RESPONSE);

            assertThat(reload(server).outcome()).isEqualTo(Outcome.SUCCESS);

            assertThat(connect(server, "-sess_out", "-tls1_2")).contains("1.2.3.4");
            write("www.ocsp", new byte[] {1});
            assertThat(reload(server).problem().orElseThrow())
                    .startsWith("tls.servers.web.certificate-chains[0].ocsp-response: no OCSP response found in ")
                    .endsWith("www.ocsp; it must be in DER");
            assertThat(connect(server, "-sess_out", "-tls1_3")).contains("1.2.3.4");
        }
    }
}
