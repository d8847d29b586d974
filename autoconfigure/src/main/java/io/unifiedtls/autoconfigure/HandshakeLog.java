package io.unifiedtls.autoconfigure;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.internal.text.PrintableText;

/** Logs why handshakes fail, at DEBUG: anybody who can connect can make one fail. */
final class HandshakeLog implements HandshakeListener {

    private static final Log LOG = LogFactory.getLog("io.unifiedtls.handshake");

    HandshakeLog() {}

    @Override
    public void failed(HandshakeEvent event) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("%s handshake of '%s' failed after %d ms: %s: %s (server name: %s)"
                    .formatted(
                            event.side().tag(),
                            event.contextName(),
                            event.duration().toMillis(),
                            event.failure().orElse(HandshakeFailure.OTHER).tag(),
                            printable(event.failureMessage()),
                            printable(event.requestedServerName())));
        }
    }

    private static String printable(Optional<String> text) {
        return text.map(PrintableText::of).orElse("none");
    }
}
