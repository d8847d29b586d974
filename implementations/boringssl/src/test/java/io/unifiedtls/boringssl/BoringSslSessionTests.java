package io.unifiedtls.boringssl;

import java.time.Clock;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.SessionRules;

class BoringSslSessionTests extends SessionRules {

    @Override
    protected TlsImplementation implementation(Clock clock) {
        return new BoringSslImplementation(clock);
    }
}
