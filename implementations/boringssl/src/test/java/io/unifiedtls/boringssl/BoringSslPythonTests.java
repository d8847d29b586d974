package io.unifiedtls.boringssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.PythonTests;

class BoringSslPythonTests extends PythonTests {

    @Override
    protected TlsImplementation implementation() {
        return Fixture.IMPLEMENTATION;
    }
}
