package io.unifiedtls.autoconfigure.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.autoconfigure.shared.StoredCertificate;

/**
 * Lists, puts and removes the certificate chains that nodes share. Never shows a key. Read-only by default: anyone who
 * may write decides which certificates the application serves.
 */
@Endpoint(id = "tlscertificates", defaultAccess = Access.READ_ONLY)
final class TlsCertificatesEndpoint {

    private static final int DEFAULT_LIMIT = 100;

    private static final int HIGHEST_LIMIT = 1_000;

    private final CertificateStore store;

    TlsCertificatesEndpoint(CertificateStore store) {
        this.store = store;
    }

    /** Access to the store, which may fail. */
    @FunctionalInterface
    private interface Operation<T> {

        T run() throws IOException;
    }

    /** Certificates, those that expire first at the beginning. */
    record Certificates(List<StoredCertificate> certificates) implements OperationResponseBody {}

    /** A certificate. */
    record Certificate(String id, List<String> serverNames, String keyAlgorithm, Instant notAfter)
            implements OperationResponseBody {

        static Certificate of(StoredCertificate stored) {
            return new Certificate(stored.id(), stored.serverNames(), stored.keyAlgorithm(), stored.notAfter());
        }
    }

    /** What was put, and why clients may refuse it. */
    record Put(String id, List<String> serverNames, Instant notAfter, List<String> warnings)
            implements OperationResponseBody {}

    /** Whether there was a certificate. */
    record Removed(String id, boolean removed) implements OperationResponseBody {}

    /**
     * Returns certificates.
     *
     * @param offset how many are left out; by default, none
     * @param limit how many are returned at most, up to 1,000; by default, 100
     */
    @ReadOperation
    Certificates list(@Nullable Integer offset, @Nullable Integer limit) {
        var from = (offset == null) ? 0 : offset;
        var most = (limit == null) ? DEFAULT_LIMIT : limit;
        if (from < 0 || most < 1 || most > HIGHEST_LIMIT) {
            throw invalid("offset must not be negative, and limit must be from 1 to " + HIGHEST_LIMIT);
        }
        return new Certificates(run(() -> this.store.soonestToExpire(from, most)));
    }

    /** Returns a certificate; null if there is none with this id. */
    @ReadOperation
    @Nullable
    Certificate get(@Selector String id) {
        return run(() -> this.store.get(id)).map(Certificate::of).orElse(null);
    }

    /**
     * Puts a certificate chain, instead of the one with the same id.
     *
     * @param certificates the certificate, followed by its intermediate certificates, in PEM
     * @param privateKey the private key in PEM, not encrypted
     * @param serverNames the names that select the chain; by default, those of the certificate
     */
    @WriteOperation
    Put put(@Selector String id, String certificates, String privateKey, @Nullable List<String> serverNames) {
        try {
            var loaded = run(() -> this.store.put(
                    id,
                    certificates.getBytes(StandardCharsets.US_ASCII),
                    privateKey.getBytes(StandardCharsets.US_ASCII),
                    (serverNames == null) ? List.of() : serverNames));
            return new Put(id, loaded.serverNames(), loaded.leaf().getNotAfter().toInstant(), loaded.warnings());
        } catch (IllegalArgumentException invalidName) {
            throw invalid(String.valueOf(invalidName.getMessage()));
        }
    }

    /** Removes a certificate chain. */
    @DeleteOperation
    Removed remove(@Selector String id) {
        return new Removed(id, run(() -> this.store.remove(id)));
    }

    private static <T> T run(Operation<T> operation) {
        try {
            return operation.run();
        } catch (ConfigurationException wrong) {
            throw invalid(String.valueOf(wrong.getMessage()));
        } catch (IOException failure) {
            throw new UncheckedIOException("the certificate store cannot be used", failure);
        }
    }

    private static InvalidEndpointRequestException invalid(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }
}
