package io.unifiedtls.jsse;

import java.time.Clock;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.SessionRules;

class ConscryptSessionTests extends SessionRules {

    @Override
    protected TlsImplementation implementation(Clock clock) {
        return ConscryptImplementation.overProvider().withClock(clock);
    }

    /** Conscrypt has no way to ask for another name without a dot. */
    @Override
    protected boolean asks(String host) {
        return host.contains(".") || host.equals("localhost");
    }

    /** Its tickets and sessions say nothing of the name, and there is no way to keep them apart. */
    @Override
    protected boolean bindsToServerName() {
        return false;
    }

    /** The sessions that its servers keep cannot be taken away. */
    @Override
    protected boolean forgetsAfterFatalAlert() {
        return false;
    }
}
