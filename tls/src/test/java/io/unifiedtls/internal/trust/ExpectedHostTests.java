package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.junit.jupiter.api.Test;

class ExpectedHostTests {

    @Test
    void isWhatTheEngineWasCreatedFor() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine("www.example.com", 443);

        assertThat(ExpectedHost.of(asking(engine, new SNIHostName("api.example.com"))))
                .contains("www.example.com");
    }

    @Test
    void isTheNameAskedForIfTheEngineWasCreatedForNone() throws Exception {
        var other = new SNIServerName(7, new byte[] {1}) {};

        for (var engine : List.of(
                SSLContext.getDefault().createSSLEngine(),
                SSLContext.getDefault().createSSLEngine("", 443))) {
            assertThat(ExpectedHost.of(engine)).isEmpty();
            assertThat(ExpectedHost.of(asking(engine, other))).isEmpty();
            assertThat(ExpectedHost.of(asking(engine, other, new SNIHostName("api.example.com"))))
                    .contains("api.example.com");
        }
    }

    private static SSLEngine asking(SSLEngine engine, SNIServerName... names) {
        var parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(names));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
