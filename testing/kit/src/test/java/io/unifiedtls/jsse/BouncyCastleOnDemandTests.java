package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.OnDemandRules;

class BouncyCastleOnDemandTests extends OnDemandRules {

    @Override
    protected TlsImplementation implementation() {
        return BouncyCastleImplementation.overProvider();
    }
}
