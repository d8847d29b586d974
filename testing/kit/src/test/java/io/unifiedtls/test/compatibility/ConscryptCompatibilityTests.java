package io.unifiedtls.test.compatibility;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.jsse.ConscryptImplementation;

class ConscryptCompatibilityTests extends CompatibilityKit {

    private static final TlsImplementation IMPLEMENTATION = new ConscryptImplementation();

    @Override
    protected TlsImplementation implementation() {
        return IMPLEMENTATION;
    }
}
