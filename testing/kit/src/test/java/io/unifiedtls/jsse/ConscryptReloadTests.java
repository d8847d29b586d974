package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.ReloadRules;

class ConscryptReloadTests extends ReloadRules {

    @Override
    protected TlsImplementation implementation() {
        return ConscryptImplementation.overProvider();
    }
}
