package io.unifiedtls.jsse;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.session.ReloadRules;

class JsseReloadTests extends ReloadRules {

    @Override
    protected TlsImplementation implementation() {
        return new JsseImplementation();
    }

    /** JDK 25 has a checksum of the server's certificates in its tickets. */
    @Override
    protected boolean takesTicketsOfAnotherCertificate() {
        return Runtime.version().feature() < 25;
    }
}
