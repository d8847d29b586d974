package io.unifiedtls.openssl;

import java.time.Clock;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.SessionRules;

class OpenSslSessionTests extends SessionRules {

    @Override
    protected TlsImplementation implementation(Clock clock) {
        return new OpenSslImplementation(clock);
    }
}
