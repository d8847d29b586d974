package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsVersion;

class NegotiatedTests {

    @Test
    void isTheVersionOfTheSession() {
        assertThat(Negotiated.version("TLSv1.3")).contains(TlsVersion.TLSv1_3);
        assertThat(Negotiated.version("TLSv1.2")).contains(TlsVersion.TLSv1_2);
        assertThat(Negotiated.version("NONE")).isEmpty();
    }

    @Test
    void isTheApplicationProtocolUnlessItsNameIsEmpty() {
        assertThat(Negotiated.protocol("h2")).contains(NextProtocol.H2);
        assertThat(Negotiated.protocol("")).isEmpty();
    }
}
