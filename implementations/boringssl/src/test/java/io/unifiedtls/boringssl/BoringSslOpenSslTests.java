package io.unifiedtls.boringssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.OpenSslTests;

class BoringSslOpenSslTests extends OpenSslTests {

    @Override
    protected TlsImplementation implementation() {
        return Fixture.IMPLEMENTATION;
    }
}
