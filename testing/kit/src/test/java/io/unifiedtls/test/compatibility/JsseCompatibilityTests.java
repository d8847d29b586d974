package io.unifiedtls.test.compatibility;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.jsse.JsseImplementation;

class JsseCompatibilityTests extends CompatibilityKit {

    private static final TlsImplementation IMPLEMENTATION = new JsseImplementation();

    @Override
    protected TlsImplementation implementation() {
        return IMPLEMENTATION;
    }
}
