package io.unifiedtls.test.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * The CA of {@link TlsTest}: one for each JVM, whose key is never written to a file. Thread-safe.
 *
 * <p>Inject it to test what the configured clients do not show: clients that must be refused, or servers that the
 * application connects to.
 */
public final class TlsTestAuthority {

    private static final TlsTestAuthority INSTANCE = new TlsTestAuthority(TestAuthority.create("Test CA of this JVM"));

    private static final char[] PASSWORD = {};

    private final TestAuthority authority;

    private TlsTestAuthority(TestAuthority authority) {
        this.authority = authority;
    }

    /** Returns the CA of this JVM, for what has to start before the application. */
    public static TlsTestAuthority get() {
        return INSTANCE;
    }

    /** Returns the CA certificate in PEM. */
    public String certificatePem() {
        return text(this.authority.certificatePem());
    }

    /** Issues a server certificate for these host names. */
    public TestCertificate serverCertificate(String... names) {
        return this.authority.server(names);
    }

    /** Issues a client certificate. */
    public TestCertificate clientCertificate(String commonName) {
        return this.authority.leaf().commonName(commonName).client().issue();
    }

    /** Returns a context for clients that trust this CA and have no certificate. */
    public SSLContext sslContext() {
        return sslContext(trustStore(), null);
    }

    /** Returns a context for clients or servers that trust this CA and have a certificate of this or any other CA. */
    public SSLContext sslContext(TestCertificate certificate) {
        return sslContext(trustStore(), keyStore(certificate));
    }

    /** Issues a certificate for a local server, and for additional names. */
    TestCertificate localServerCertificate(String... additionalNames) {
        return this.authority
                .leaf()
                .names("localhost")
                .names(additionalNames)
                .ipAddresses("127.0.0.1", "::1")
                .issue();
    }

    SslBundle sslBundle(@Nullable TestCertificate certificate) {
        return SslBundle.of(SslStoreBundle.of(
                (certificate == null) ? null : keyStore(certificate), new String(PASSWORD), trustStore()));
    }

    static String text(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }

    private static SSLContext sslContext(KeyStore trustStore, @Nullable KeyStore keyStore) {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private KeyStore trustStore() {
        try {
            var store = emptyKeyStore();
            store.setCertificateEntry("ca", this.authority.certificate());
            return store;
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static KeyStore keyStore(TestCertificate certificate) {
        try {
            var store = emptyKeyStore();
            store.setKeyEntry(
                    "key",
                    certificate.privateKey(),
                    PASSWORD,
                    certificate.chain().toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static KeyStore emptyKeyStore() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException exception) {
            throw new IllegalStateException(exception); // nothing is read
        }
    }
}
