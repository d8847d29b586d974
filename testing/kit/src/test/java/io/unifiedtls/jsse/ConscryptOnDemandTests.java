package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.OnDemandRules;

class ConscryptOnDemandTests extends OnDemandRules {

    @Override
    protected TlsImplementation implementation() {
        return ConscryptImplementation.overProvider();
    }
}
