package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import javax.net.ssl.SNIHostName;

import org.junit.jupiter.api.Test;

import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.SessionRules;

class ConscryptSessionTests extends SessionRules {

    @Override
    protected TlsImplementation implementation(Clock clock) {
        return ConscryptImplementation.overProvider().withClock(clock);
    }

    /** Conscrypt has no way to ask for another name without a dot. */
    @Override
    protected boolean asks(String host) {
        return host.contains(".") || host.equals("localhost");
    }

    @Test
    void warnsOnceOfEachNameThatIsNotSent() throws Exception {
        var warnings = new ArrayList<String>();
        var handler = new Handler() {

            @Override
            public void publish(LogRecord line) {
                warnings.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger("io.unifiedtls.ClientContext");
        logger.addHandler(handler);
        try {
            for (int contexts = 0; contexts < 2; contexts++) {
                var client = ConscryptImplementation.overProvider()
                        .clientContext(TlsClientConfiguration.builder().build());
                for (var host : List.of("payments", "localhost", "www.example.com", "::1", "127.0.0.1", "Payments")) {
                    var engine = client.createEngine(host, 443);
                    assertThat(engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15))
                                    .bytesProduced())
                            .isPositive();
                }
                var told = client.sslContext().createSSLEngine("www.example.com", 443);
                var parameters = told.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName("orders")));
                told.setSSLParameters(parameters);
                told.beginHandshake();
            }
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(warnings)
                .containsExactly(warning("payments"), warning("orders"), warning("payments"), warning("orders"));
    }

    private static String warning(String host) {
        return "WARNING conscrypt does not send the host name %s to the server (SNI), since it has no dot; a server with several certificates may present the wrong one: use another implementation, such as jsse, or a host name with a dot"
                .formatted(host);
    }

    /** Its tickets and sessions say nothing of the name, and there is no way to keep them apart. */
    @Override
    protected boolean bindsToServerName() {
        return false;
    }

    /** The sessions that its servers keep cannot be taken away. */
    @Override
    protected boolean forgetsAfterFatalAlert() {
        return false;
    }
}
