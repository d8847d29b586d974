package io.unifiedtls.test.connection;

import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.KeyingMaterialTests;

class ProviderKeyingMaterialTests extends KeyingMaterialTests {

    @Override
    protected List<TlsImplementation> implementations() throws ConfigurationException {
        return List.of(TlsImplementation.named("conscrypt"), TlsImplementation.named("bouncycastle"));
    }
}
