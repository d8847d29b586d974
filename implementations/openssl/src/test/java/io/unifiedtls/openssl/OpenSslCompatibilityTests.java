package io.unifiedtls.openssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.compatibility.CompatibilityKit;

class OpenSslCompatibilityTests extends CompatibilityKit {

    private static final TlsImplementation IMPLEMENTATION = new OpenSslImplementation();

    @Override
    protected TlsImplementation implementation() {
        return IMPLEMENTATION;
    }
}
