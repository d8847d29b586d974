package io.unifiedtls.boringssl;

import java.util.List;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.StartTlsTests;

class BoringSslStartTlsTests extends StartTlsTests {

    @Override
    protected List<TlsImplementation> implementations() {
        return List.of(Fixture.IMPLEMENTATION);
    }
}
