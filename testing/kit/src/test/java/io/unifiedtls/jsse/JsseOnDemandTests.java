package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.OnDemandRules;

class JsseOnDemandTests extends OnDemandRules {

    @Override
    protected TlsImplementation implementation() {
        return new JsseImplementation();
    }
}
