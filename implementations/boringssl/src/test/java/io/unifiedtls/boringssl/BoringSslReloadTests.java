package io.unifiedtls.boringssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.ReloadRules;

class BoringSslReloadTests extends ReloadRules {

    @Override
    protected TlsImplementation implementation() {
        return new BoringSslImplementation();
    }
}
