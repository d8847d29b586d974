package io.unifiedtls.autoconfigure.web.tomcat;

import org.apache.catalina.util.ServerInfo;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.core.Ordered;

import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.VulnerableVersion;
import io.unifiedtls.autoconfigure.web.WebServerTlsCustomizer;

/** Makes the embedded Tomcat, servlet or reactive, speak TLS, if the application is configured so when it runs. */
final class TomcatTlsCustomizer implements WebServerTlsCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    private final ObjectProvider<WebServerTls> tls;

    TomcatTlsCustomizer(ObjectProvider<WebServerTls> tls) {
        this.tls = tls;
    }

    /** Late, so that what others set is seen, and before those that have no order. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 100;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        this.tls.ifAvailable(tls -> customize(factory, tls));
    }

    private static void customize(ConfigurableTomcatWebServerFactory factory, WebServerTls tls) {
        VulnerableVersion.TOMCAT.warnAbout(ServerInfo.getServerNumber());
        if (factory instanceof TomcatWebServerFactory tomcat
                && tomcat.getProtocol().equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
            tomcat.setProtocol(TlsNioProtocol.class.getName());
        }
        factory.addConnectorCustomizers(new TlsConnectorCustomizer(tls));
    }
}
