package io.unifiedtls.openssl;

import java.util.List;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.KeyingMaterialTests;

class OpenSslKeyingMaterialTests extends KeyingMaterialTests {

    @Override
    protected List<TlsImplementation> implementations() {
        return List.of(new OpenSslImplementation());
    }
}
