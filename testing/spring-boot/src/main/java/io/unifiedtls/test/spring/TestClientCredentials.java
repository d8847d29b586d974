package io.unifiedtls.test.spring;

import java.net.http.HttpClient;

import org.springframework.boot.ssl.SslBundle;

/**
 * What the test clients of an application context trust, and their certificate.
 *
 * @param bundle the CA and, if the test has one, the client certificate
 */
record TestClientCredentials(SslBundle bundle) {

    static TestClientCredentials of(TlsTestAuthority authority, boolean clientCertificate) {
        return new TestClientCredentials(
                authority.sslBundle(clientCertificate ? authority.clientCertificate("test-client") : null));
    }

    /** Creates a client of the JDK, since it is present whatever the application uses. */
    HttpClient httpClient() {
        return HttpClient.newBuilder()
                .sslContext(this.bundle.createSslContext())
                .build();
    }
}
