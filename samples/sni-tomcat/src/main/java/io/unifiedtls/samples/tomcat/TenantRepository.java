package io.unifiedtls.samples.tomcat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Repository;

/** Stands for a database: all tenants have the same certificate here. */
@Repository
@Profile("tenants")
class TenantRepository {

    private static final Path CERTIFICATES = Path.of("certs");

    /**
     * A tenant.
     *
     * @param certificate the certificate chain in PEM
     * @param privateKey the private key in PEM
     */
    record Tenant(byte[] certificate, byte[] privateKey) {}

    Optional<Tenant> findByHostName(String hostName) {
        return hostName.endsWith(".tenants.shop.test")
                ? Optional.of(new Tenant(read("tenants.pem"), read("tenants.key")))
                : Optional.empty();
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(CERTIFICATES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
