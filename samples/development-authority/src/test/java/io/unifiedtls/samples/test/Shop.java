package io.unifiedtls.samples.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import io.unifiedtls.samples.development.CommandLines;
import io.unifiedtls.samples.development.ShopCertificates;

/** What a shop does on every web server, as tests. */
public final class Shop {

    private static final Map<String, String> LEAVES = Map.of(
            "www.shop.test", "www-ecdsa",
            "WWW.SHOP.TEST", "www-ecdsa",
            "localhost", "www-ecdsa",
            "api.shop.test", "api",
            "admin.shop.test", "admin",
            "blue.tenants.shop.test", "tenants",
            "a.blue.tenants.shop.test", "www-ecdsa",
            "unknown.test", "www-ecdsa");

    private static final Pattern COUNT = Pattern.compile("\"COUNT\",\"value\":([0-9.]+)");

    private Shop() {}

    /** Every command line that a sample prints has the answer that it should have. */
    public static Stream<DynamicTest> commandLines(int port) {
        return CommandLines.forPort(port).stream()
                .map(line -> DynamicTest.dynamicTest(line.shows(), () -> {
                    var output = Shell.run(line.command());

                    assertThat(output).as(line.command()).containsPattern(line.answer());
                }));
    }

    /** Each name has the very certificate that is in the file for it. */
    public static Stream<DynamicTest> leaves(int port) {
        return LEAVES.entrySet().stream()
                .map(leaf -> DynamicTest.dynamicTest("%s has %s".formatted(leaf.getKey(), leaf.getValue()), () -> {
                    var served = Shell.run("openssl s_client -connect localhost:%d -servername %s 2>&1 | openssl x509"
                            .formatted(port, leaf.getKey()));
                    var file = Shell.run(
                            "openssl x509 -in %s/%s.pem".formatted(ShopCertificates.DIRECTORY, leaf.getValue()));

                    assertThat(served).startsWith("-----BEGIN CERTIFICATE-----").isEqualTo(file);
                }));
    }

    /** Returns how many handshakes the actuator tells of that have all these tags, such as {@code outcome:failure}. */
    public static double handshakes(int port, String... tags) {
        var answer =
                Shell.run("curl -sS --cacert %s/ca.pem 'https://localhost:%d/actuator/metrics/tls.handshakes?tag=%s'"
                        .formatted(ShopCertificates.DIRECTORY, port, String.join("&tag=", tags)));
        var count = COUNT.matcher(answer);
        return count.find() ? Double.parseDouble(count.group(1)) : 0;
    }
}
