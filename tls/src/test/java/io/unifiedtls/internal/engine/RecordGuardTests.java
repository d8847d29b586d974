package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.internal.record.InvalidRecords;

class RecordGuardTests {

    /** Refuses to close its input, as a library does while the peer has not sent close_notify. */
    private static final class Unclosable extends DelegatingEngine {

        private final SSLEngine engine;

        Unclosable(SSLEngine engine) {
            super(engine);
            this.engine = engine;
        }

        @Override
        protected SSLEngine delegate() {
            return this.engine;
        }

        @Override
        public void closeInbound() throws SSLException {
            throw new SSLException("no close_notify");
        }
    }

    private final RecordGuard guard;

    RecordGuardTests() throws Exception {
        this.guard = new RecordGuard(new Unclosable(SSLContext.getDefault().createSSLEngine()), InvalidRecords::with);
    }

    @Test
    void reportsAnInputThatEndsWithoutCloseNotify() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(this.guard::closeInbound)
                .withMessage("no close_notify");
    }

    @Test
    void closesItsInputWithoutTheLibraryOnceItHasEndedTheConnection() {
        this.guard.end(AlertDescription.UNRECOGNIZED_NAME);

        assertThatNoException().isThrownBy(this.guard::closeInbound);
        assertThat(this.guard.isInboundDone()).isTrue();
    }
}
