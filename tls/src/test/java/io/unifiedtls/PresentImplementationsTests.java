package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresentImplementationsTests {

    @Test
    void areThoseWhoseLibraryIsThere() {
        assertThat(TlsImplementation.present())
                .extracting(TlsImplementation::name)
                .containsExactly("jsse");
    }

    @Test
    void areCreatedOnce() throws ConfigurationException {
        assertThat(TlsImplementation.named("jsse")).isSameAs(TlsImplementation.named("jsse"));
        assertThat(TlsImplementation.known().get(0))
                .isSameAs(TlsImplementation.known().get(0));
    }
}
