package io.unifiedtls.jsse;

import java.time.Clock;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.SessionRules;

class JsseSessionTests extends SessionRules {

    @Override
    protected TlsImplementation implementation(Clock clock) {
        return new JsseImplementation(clock);
    }
}
