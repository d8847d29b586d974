package io.unifiedtls.jsse;

import java.time.Clock;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.SessionRules;

class BouncyCastleSessionTests extends SessionRules {

    @Override
    protected TlsImplementation implementation(Clock clock) {
        return BouncyCastleImplementation.overProvider().withClock(clock);
    }
}
