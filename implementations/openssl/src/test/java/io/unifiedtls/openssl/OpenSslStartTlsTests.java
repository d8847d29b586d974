package io.unifiedtls.openssl;

import java.util.List;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.StartTlsTests;

class OpenSslStartTlsTests extends StartTlsTests {

    @Override
    protected List<TlsImplementation> implementations() {
        return List.of(new OpenSslImplementation());
    }
}
