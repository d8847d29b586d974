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
}
