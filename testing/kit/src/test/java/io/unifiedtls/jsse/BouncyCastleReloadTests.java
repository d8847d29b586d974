package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.ReloadRules;

class BouncyCastleReloadTests extends ReloadRules {

    @Override
    protected TlsImplementation implementation() {
        return BouncyCastleImplementation.overProvider();
    }
}
