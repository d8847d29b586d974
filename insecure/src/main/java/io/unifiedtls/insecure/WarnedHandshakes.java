package io.unifiedtls.insecure;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;

/** Warns of each handshake of a context, resumed ones too. */
record WarnedHandshakes(SecurityWarning warning) implements HandshakeListener {

    @Override
    public void begun(HandshakeEvent event) {
        this.warning.log(
                "%s handshake in the context '%s'".formatted(event.side().tag(), event.contextName()));
    }
}
