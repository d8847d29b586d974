package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsVersion;

class JsseNamesTests {

    @Test
    void isTheVersionOfTheSession() {
        assertThat(JsseNames.version("TLSv1.3")).contains(TlsVersion.TLSv1_3);
        assertThat(JsseNames.version("TLSv1.2")).contains(TlsVersion.TLSv1_2);
        assertThat(JsseNames.version("NONE")).isEmpty();
    }

    @Test
    void isTheApplicationProtocolUnlessItsNameIsEmpty() {
        assertThat(JsseNames.protocol("h2")).contains(NextProtocol.H2);
        assertThat(JsseNames.protocol("")).isEmpty();
    }
}
