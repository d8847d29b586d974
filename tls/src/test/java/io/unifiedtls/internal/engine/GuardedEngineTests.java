package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;

class GuardedEngineTests {

    /** Refuses to close its input, as a library does while the peer has not sent close_notify. */
    private static final class Unclosable extends DelegatingEngine {

        Unclosable(SSLEngine engine) {
            super(engine);
        }

        @Override
        public void closeInbound() throws SSLException {
            throw new SSLException("no close_notify");
        }
    }

    private final GuardedEngine engine;

    GuardedEngineTests() throws Exception {
        this.engine =
                new GuardedEngine(new Unclosable(SSLContext.getDefault().createSSLEngine()), RecordHeader::refused);
    }

    @Test
    void reportsAnInputThatEndsWithoutCloseNotify() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(this.engine::closeInbound)
                .withMessage("no close_notify");
    }

    @Test
    void closesItsInputWithoutTheLibraryOnceItHasEndedTheConnection() {
        this.engine.end(AlertDescription.UNRECOGNIZED_NAME);

        assertThatNoException().isThrownBy(this.engine::closeInbound);
        assertThat(this.engine.isInboundDone()).isTrue();
    }
}
