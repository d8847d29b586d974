package io.unifiedtls.internal.javax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.internal.engine.DelegatingEngine;

class SocketSettingsTests {

    private static final String AES_128 = "TLS_AES_128_GCM_SHA256";

    private static final String AES_256 = "TLS_AES_256_GCM_SHA384";

    private final SSLParameters defaults =
            new SSLParameters(new String[] {AES_128, AES_256}, new String[] {"TLSv1.2", "TLSv1.3"});

    private SocketSettings settings;

    @BeforeEach
    void create() {
        this.defaults.setApplicationProtocols(new String[] {"h2"});
        this.defaults.setEndpointIdentificationAlgorithm("HTTPS");
        this.defaults.setNeedClientAuth(true);
        this.settings = new SocketSettings(this.defaults);
    }

    @Test
    void areThoseOfTheContextAtFirst() {
        var parameters = this.settings.parameters();

        assertThat(parameters).isNotSameAs(this.defaults);
        assertThat(parameters.getCipherSuites()).containsExactly(AES_128, AES_256);
        assertThat(parameters.getProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(parameters.getApplicationProtocols()).containsExactly("h2");
        assertThat(parameters.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(parameters.getNeedClientAuth()).isTrue();
        assertThat(this.settings.sessionCreation()).isTrue();
    }

    @Test
    void keepWhatIsNotSet() {
        var parameters = new SSLParameters(new String[] {AES_256});
        parameters.setWantClientAuth(true);
        this.settings.set(parameters);
        parameters.setCipherSuites(new String[] {AES_128});

        var result = this.settings.parameters();
        assertThat(result.getCipherSuites()).containsExactly(AES_256);
        assertThat(result.getProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(result.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(result.getNeedClientAuth()).isFalse();
        assertThat(result.getWantClientAuth()).isTrue();
    }

    @Test
    void canOnlyNarrowDownTheContext() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> this.settings.change(parameters -> parameters.setProtocols(new String[] {"TLSv1.1"})))
                .withMessage("the context does not support the protocol TLSv1.1; supported: [TLSv1.2, TLSv1.3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> this.settings.set(new SSLParameters(new String[] {"TLS_NULL"})))
                .withMessage("the context does not support the cipher suite TLS_NULL; supported: [%s, %s]"
                        .formatted(AES_128, AES_256));

        assertThat(this.settings.parameters().getProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
    }

    @Test
    void areIndependentOnceCopied() {
        this.settings.setSessionCreation(false);
        var copy = this.settings.copy();
        this.settings.change(parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}));
        this.settings.setSessionCreation(true);

        assertThat(copy.parameters().getProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(copy.sessionCreation()).isFalse();
    }

    @Test
    void areLeftToTheEngineUnlessTheyWereChanged() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine();

        this.settings.applyTo(new DelegatingEngine(engine) {
            @Override
            protected SSLEngine delegate() {
                return engine;
            }

            @Override
            public void setSSLParameters(SSLParameters parameters) {
                throw new AssertionError("nothing was changed");
            }
        });
    }

    @Test
    void areAppliedIfTheyWereChanged() throws Exception {
        var engine = engine();
        this.settings.change(parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}));
        this.settings.change(parameters -> parameters.setServerNames(List.of(new SNIHostName("localhost"))));
        this.settings.setSessionCreation(false);

        this.settings.applyTo(engine);

        assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2");
        assertThat(engine.getSSLParameters().getServerNames()).containsExactly(new SNIHostName("localhost"));
        assertThat(engine.getEnableSessionCreation()).isFalse();
        assertThat(engine.getEnabledCipherSuites()).isEqualTo(engine().getEnabledCipherSuites());
        assertThat(engine.getNeedClientAuth()).isFalse();
    }

    private static SSLEngine engine() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        return engine;
    }
}
