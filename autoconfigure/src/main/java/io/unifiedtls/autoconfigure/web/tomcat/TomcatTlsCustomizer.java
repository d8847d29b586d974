package io.unifiedtls.autoconfigure.web.tomcat;

import org.apache.catalina.util.ServerInfo;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.core.Ordered;

import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.VulnerableVersion;
import io.unifiedtls.autoconfigure.web.WebServerTlsCustomizer;

/** Makes the embedded Tomcat, servlet or reactive, speak TLS. */
final class TomcatTlsCustomizer implements WebServerTlsCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    private final WebServerTls tls;

    TomcatTlsCustomizer(WebServerTls tls) {
        this.tls = tls;
    }

    /** Late, so that what others set is seen, and before those that have no order. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 100;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        VulnerableVersion.TOMCAT.warnAbout(ServerInfo.getServerNumber());
        if (factory instanceof TomcatWebServerFactory tomcat
                && tomcat.getProtocol().equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
            tomcat.setProtocol(TlsNioProtocol.class.getName());
        }
        factory.addConnectorCustomizers(new TlsConnectorCustomizer(this.tls));
    }
}
