package io.unifiedtls.autoconfigure.web.tomcat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;

import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.AlpnCheck;

/** Makes a connector of Tomcat speak TLS. */
final class TlsConnectorCustomizer implements TomcatConnectorCustomizer {

    private final WebServerTls tls;

    TlsConnectorCustomizer(WebServerTls tls) {
        this.tls = tls;
    }

    @Override
    public void customize(Connector connector) {
        if (!(connector.getProtocolHandler() instanceof TlsNioProtocol protocol)) {
            throw new IllegalStateException(
                    "the TLS handshake timeout is not supported with the Tomcat protocol %s; use %s"
                            .formatted(
                                    connector.getProtocolHandlerClassName(), TomcatWebServerFactory.DEFAULT_PROTOCOL));
        }
        AlpnCheck.check(this.tls.context().configuration(), http2(connector));
        protocol.serve(this.tls.context(), this.tls.handshakeTimeout());
        protocol.setSSLEnabled(true);
        protocol.addSslHostConfig(hostConfig(protocol.getDefaultSSLHostConfigName(), this.tls.context()), true);
        connector.setScheme("https");
        connector.setSecure(true);
        // All names have one host configuration, so Tomcat could only compare that with itself.
        connector.setProperty("strictSni", "false");
    }

    private static boolean http2(Connector connector) {
        return Arrays.stream(connector.findUpgradeProtocols()).anyMatch(Http2Protocol.class::isInstance);
    }

    private static SSLHostConfig hostConfig(String name, ServerContext context) {
        var host = new SSLHostConfig();
        host.setHostName(name);
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(new TomcatSslContext(context));
        // Tomcat never opens it, but logs at start where its certificate is from: otherwise ~/.keystore.
        certificate.setCertificateKeystore(emptyKeyStore());
        certificate.setCertificateKeyAlias("unified-tls");
        host.addCertificate(certificate);
        return host;
    }

    private static KeyStore emptyKeyStore() {
        try {
            var keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            return keyStore;
        } catch (GeneralSecurityException | IOException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
