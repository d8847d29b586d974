package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestAuthority;

/** Authorities whose names are longer than the messages that would list them. */
class ManyAuthoritiesTests {

    private static final List<byte[]> AUTHORITIES =
            IntStream.range(0, 2000).mapToObj(ManyAuthoritiesTests::authority).toList();

    @TempDir
    static Path directory;

    @ParameterizedTest
    @CsvSource({"TOMCAT, 2000", "TOMCAT_BORINGSSL, 551", "NETTY, 551", "NETTY_BORINGSSL, 2000", "JETTY, 2000"})
    void areTrustedAndNotListed(ServerKind kind, int count) throws IOException {
        var client = Files.write(
                        directory.resolve("client.pem"),
                        Site.CLIENT_AUTHORITY
                                .leaf()
                                .commonName("good")
                                .client()
                                .issue()
                                .combinedPem())
                .toString();
        var trust = "file:" + authorities(count);
        try (var server = TlsServer.start(
                kind, Site.properties("client-authentication", "optional", "trust-store.certificates", trust))) {
            for (var version : new String[] {"-tls1_2", "-tls1_3"}) {
                assertThat(SClient.connect(server, version).output())
                        .as(version)
                        .contains("client=none")
                        .contains("No client certificate CA names sent");
                server.outcome(Kind.SUCCEEDED);
                assertThat(SClient.connect(server, version, "-cert", client, "-key", client)
                                .output())
                        .as(version)
                        .contains("client=CN=good");
                server.outcome(Kind.SUCCEEDED);
            }
        }
    }

    private static Path authorities(int count) throws IOException {
        var pem = new ByteArrayOutputStream();
        pem.writeBytes(Site.CLIENT_AUTHORITY.certificatePem());
        AUTHORITIES.subList(0, count).forEach(pem::writeBytes);
        return Files.write(directory.resolve(count + ".pem"), pem.toByteArray());
    }

    /** Returns a certificate whose name takes 128 bytes, with its length. */
    private static byte[] authority(int number) {
        var name = "%-113s".formatted("Authority " + number).replace(' ', '-');
        return TestAuthority.named(name).keysOf(Site.CLIENT_AUTHORITY).root().certificatePem();
    }
}
