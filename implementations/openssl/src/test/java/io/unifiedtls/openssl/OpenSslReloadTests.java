package io.unifiedtls.openssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.ReloadRules;

class OpenSslReloadTests extends ReloadRules {

    @Override
    protected TlsImplementation implementation() {
        return new OpenSslImplementation();
    }
}
