package io.unifiedtls.test.compatibility;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.jsse.BouncyCastleImplementation;

class BouncyCastleCompatibilityTests extends CompatibilityKit {

    private static final TlsImplementation IMPLEMENTATION = new BouncyCastleImplementation();

    @Override
    protected TlsImplementation implementation() {
        return IMPLEMENTATION;
    }
}
