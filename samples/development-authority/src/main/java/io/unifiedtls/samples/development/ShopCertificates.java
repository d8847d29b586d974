package io.unifiedtls.samples.development;

import java.nio.file.Path;

/** The certificates of the shop that the samples serve. Never use them for anything but development. */
public final class ShopCertificates {

    /**
     * Where they are. Relative, as in {@code application.yml}: both are below the directory that the application was
     * started in, whichever that is.
     */
    public static final Path DIRECTORY = Path.of("certs");

    private ShopCertificates() {}

    /** Makes every file that {@code application.yml} names, unless it is there and still valid. */
    public static void make() {
        var authority = DevelopmentAuthority.in(DIRECTORY);
        authority.server("www-ecdsa", KeyAlgorithm.ECDSA, "www.shop.test", "localhost");
        authority.server("www-rsa", KeyAlgorithm.RSA, "www.shop.test", "localhost");
        authority.server("api", KeyAlgorithm.ECDSA, "api.shop.test");
        authority.server("admin", KeyAlgorithm.ECDSA, "admin.shop.test");
        authority.server("tenants", KeyAlgorithm.ECDSA, "*.tenants.shop.test");
        authority.client("worker", KeyAlgorithm.ECDSA, "worker");
        authority.keyStore("api");
        DevelopmentAuthority.in(DIRECTORY.resolve("stranger")).client("stranger", KeyAlgorithm.ECDSA, "stranger");
    }
}
