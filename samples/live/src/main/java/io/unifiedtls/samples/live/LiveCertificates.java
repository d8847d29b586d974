package io.unifiedtls.samples.live;

import java.nio.file.Path;
import java.time.Duration;

import io.unifiedtls.samples.development.DevelopmentAuthority;
import io.unifiedtls.samples.development.KeyAlgorithm;

/** The certificates of the sample. Only for development. */
final class LiveCertificates {

    /** The directory of the certificates, relative to the working directory, as in {@code application.yml}. */
    static final Path DIRECTORY = Path.of("certs");

    // short enough for the page to warn
    private static final Duration EXPIRES_SOON = Duration.ofDays(9);

    private LiveCertificates() {}

    /** Creates all files in {@code application.yml} that are missing or no longer valid. */
    static void make() {
        var authority = DevelopmentAuthority.in(DIRECTORY);
        authority.server("www-ecdsa", KeyAlgorithm.ECDSA, "www.shop.test", "localhost");
        authority.server("www-rsa", KeyAlgorithm.RSA, "www.shop.test", "localhost");
        authority.server("api", KeyAlgorithm.ECDSA, "api.shop.test");
        authority.server("tenants", KeyAlgorithm.ECDSA, "*.tenants.shop.test");
        authority.server("legacy", KeyAlgorithm.RSA, EXPIRES_SOON, "legacy.shop.test");
        DevelopmentAuthority.in(DIRECTORY.resolve("stranger"));
    }
}
