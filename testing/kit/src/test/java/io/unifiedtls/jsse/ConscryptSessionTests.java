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
}
