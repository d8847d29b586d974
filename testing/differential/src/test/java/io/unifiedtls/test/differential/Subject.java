package io.unifiedtls.test.differential;

import java.util.Locale;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.boringssl.BoringSslImplementation;
import io.unifiedtls.jsse.BouncyCastleImplementation;
import io.unifiedtls.jsse.ConscryptImplementation;
import io.unifiedtls.jsse.JsseImplementation;

/** What is compared: each implementation, and whichever of them is chosen for a configuration. */
enum Subject {
    JSSE(new JsseImplementation()),
    BORINGSSL(new BoringSslImplementation()),
    CONSCRYPT(new ConscryptImplementation()),
    BOUNCYCASTLE(new BouncyCastleImplementation()),

    /** The fastest implementation that supports the configuration, as in an application that names none. */
    AUTO(new FastestImplementation());

    private final TlsImplementation implementation;

    Subject(TlsImplementation implementation) {
        this.implementation = implementation;
    }

    TlsImplementation implementation() {
        return this.implementation;
    }

    /** Returns the name, as in the table. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
