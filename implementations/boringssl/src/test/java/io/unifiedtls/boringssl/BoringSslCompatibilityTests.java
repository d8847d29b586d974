package io.unifiedtls.boringssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.compatibility.CompatibilityKit;

class BoringSslCompatibilityTests extends CompatibilityKit {

    private static final TlsImplementation IMPLEMENTATION = new BoringSslImplementation();

    @Override
    protected TlsImplementation implementation() {
        return IMPLEMENTATION;
    }
}
