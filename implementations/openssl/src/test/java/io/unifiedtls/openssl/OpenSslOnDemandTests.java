package io.unifiedtls.openssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.OnDemandRules;

class OpenSslOnDemandTests extends OnDemandRules {

    @Override
    protected TlsImplementation implementation() {
        return new OpenSslImplementation();
    }
}
