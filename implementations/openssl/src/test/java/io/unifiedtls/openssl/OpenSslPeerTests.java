package io.unifiedtls.openssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.OpenSslTests;

class OpenSslPeerTests extends OpenSslTests {

    @Override
    protected TlsImplementation implementation() {
        return new OpenSslImplementation();
    }
}
