package io.unifiedtls.test.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.connection.BufferPair;

class TlsTestExtensionTests {

    @RegisterExtension
    static final TlsTestExtension tls = new TlsTestExtension();

    @Test
    void givesTheAuthorityOfTheClass(TestAuthority authority) {
        assertThat(authority).isSameAs(tls.authority());
    }

    @Test
    void makesContextsThatTrustEachOther() throws Exception {
        var pair = BufferPair.of(tls.clientContext(), "www.example.com", tls.serverContext("www.example.com"));

        pair.handshake();

        assertThat(pair.client().peerCertificate()).isPresent();
    }

    @Test
    void saysThatItIsNotRegistered() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new TlsTestExtension().authority())
                .withMessage("the extension is not registered; put it in a static field with @RegisterExtension");
    }

    @Nested
    class InANestedClass {

        @Test
        void givesTheSameAuthority(TestAuthority authority) {
            assertThat(authority).isSameAs(tls.authority());
        }
    }
}
