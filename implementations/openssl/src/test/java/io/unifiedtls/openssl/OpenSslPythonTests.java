package io.unifiedtls.openssl;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.interop.PythonTests;

class OpenSslPythonTests extends PythonTests {

    @Override
    protected TlsImplementation implementation() {
        return new OpenSslImplementation();
    }
}
