package io.unifiedtls.samples.clients;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** A server on the loopback interface that requires client certificates. Not thread-safe. */
interface RealServer extends AutoCloseable {

    int port();

    /** Starts the server, again if it runs, with a certificate and the CA of its clients. The port stays the same. */
    void restart(TestCertificate certificate, TestAuthority clients) throws Exception;

    @Override
    void close();
}
