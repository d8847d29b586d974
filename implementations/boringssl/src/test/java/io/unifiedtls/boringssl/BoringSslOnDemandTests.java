package io.unifiedtls.boringssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.OnDemandRules;

class BoringSslOnDemandTests extends OnDemandRules {

    @Override
    protected TlsImplementation implementation() {
        return new BoringSslImplementation();
    }
}
