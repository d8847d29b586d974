package io.unifiedtls.openssl.internal.ffm;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLException;

import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.openssl.Fixture;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.junit.TestIdentities;

/**
 * Many handshakes in one thread, for a person to run: full and resumed ones, failures, and engines that are dropped.
 * The arguments are the number of handshakes, 1,000,000 at most, and the number of minutes, 60 at most; both are
 * bounds. Prints the memory of the process and what is in native memory.
 */
public final class Soak {

    private static final int MOST_HANDSHAKES = 1_000_000;

    private static final int MOST_MINUTES = 60;

    private static final int REPORT = 10_000;

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        var handshakes = Math.clamp(Long.parseLong(arguments[0]), 1, MOST_HANDSHAKES);
        var end = System.nanoTime() + 60_000_000_000L * Math.clamp(Long.parseLong(arguments[1]), 1, MOST_MINUTES);
        var server = Fixture.server();
        var clients = new ClientContext[] {
            Fixture.client(TlsVersion.TLSv1_2),
            Fixture.client(TlsVersion.TLSv1_3),
            Fixture.client(settings -> settings.trustStore(TestIdentities.trust(TestAuthority.create("Another"))))
        };
        for (int i = 0; i < handshakes && System.nanoTime() < end; i++) {
            var client = clients[i % clients.length].createEngine("localhost", 443);
            var accepted = server.createEngine();
            try {
                Handshakes.complete(client, accepted);
                if (i % 2 == 0) { // the others are dropped
                    client.closeOutbound();
                    client.closeInbound();
                    accepted.closeOutbound();
                    accepted.closeInbound();
                }
            } catch (SSLException expected) {
                // of the client that does not trust the server, and of closing without an answer
            }
            if (i % REPORT == 0) {
                report(i);
            }
        }
        System.gc();
        report(handshakes);
    }

    private static void report(int handshakes) throws Exception {
        var memory = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
        System.out.printf(
                "%,d handshakes, %s, %d connections, %d sessions%n",
                handshakes,
                memory.replaceAll("\\s+", " "),
                NativeObjects.Kind.CONNECTION.open(),
                NativeObjects.Kind.SESSION.open());
    }
}
