package io.unifiedtls.samples.development;

import java.nio.file.Path;

/** The certificates of the sample shop. Only for development. */
public final class ShopCertificates {

    /** The directory of the certificates, relative to the working directory, as in {@code application.yml}. */
    public static final Path DIRECTORY = Path.of("certs");

    private ShopCertificates() {}

    /** Creates all files in {@code application.yml} that are missing or no longer valid. */
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
