package io.unifiedtls.boringssl;

import java.util.List;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.KeyingMaterialTests;

class BoringSslKeyingMaterialTests extends KeyingMaterialTests {

    @Override
    protected List<TlsImplementation> implementations() {
        return List.of(Fixture.IMPLEMENTATION);
    }
}
