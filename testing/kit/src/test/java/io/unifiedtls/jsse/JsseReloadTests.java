package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.ReloadRules;

class JsseReloadTests extends ReloadRules {

    @Override
    protected TlsImplementation implementation() {
        return new JsseImplementation();
    }
}
