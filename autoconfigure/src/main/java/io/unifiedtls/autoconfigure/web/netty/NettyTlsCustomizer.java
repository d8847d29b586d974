package io.unifiedtls.autoconfigure.web.netty;

import io.netty.util.Version;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.core.Ordered;

import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.AlpnCheck;
import io.unifiedtls.autoconfigure.web.VulnerableVersion;
import io.unifiedtls.autoconfigure.web.WebServerTlsCustomizer;

/** Makes the embedded server of Reactor Netty speak TLS, if the application is configured so when it runs. */
final class NettyTlsCustomizer implements WebServerTlsCustomizer<NettyReactiveWebServerFactory>, Ordered {

    private final ObjectProvider<WebServerTls> tls;

    NettyTlsCustomizer(ObjectProvider<WebServerTls> tls) {
        this.tls = tls;
    }

    /** Late, so that what others set is seen, and before those that have no order. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 100;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        this.tls.ifAvailable(tls -> customize(factory, tls));
    }

    private static void customize(NettyReactiveWebServerFactory factory, WebServerTls tls) {
        // Empty if an application was repackaged without META-INF/io.netty.versions.properties.
        var handler = Version.identify().get("netty-handler");
        if (handler != null) {
            VulnerableVersion.NETTY.warnAbout(handler.artifactVersion());
        }
        var http2 = factory.getHttp2() != null && factory.getHttp2().isEnabled();
        AlpnCheck.check(tls.context().configuration(), http2);
        factory.addServerCustomizers(new TlsServerCustomizer(tls, http2));
    }
}
