package io.unifiedtls.autoconfigure;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;

/** Logs why handshakes fail, at DEBUG: anybody who can connect can make one fail. */
final class HandshakeLog implements HandshakeListener {

    private static final Log LOG = LogFactory.getLog("io.unifiedtls.handshake");

    // RFC 1035 2.3.4: a host name has no more
    private static final int LONGEST = 255;

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

    /** Returns a text of the peer without line breaks, so that it cannot forge another line of the log. */
    static String printable(Optional<String> text) {
        if (text.isEmpty()) {
            return "none";
        }
        var characters = new StringBuilder();
        text.get()
                .codePoints()
                .limit(LONGEST)
                .map(character -> isPrintable(character) ? character : '?')
                .forEach(characters::appendCodePoint);
        return characters.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
