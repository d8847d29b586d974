package io.unifiedtls.openssl.internal.ffm;

import java.security.Provider;

/** Names the library where the JVM wants a provider. It has no services, and is never registered. */
final class OpenSslProvider extends Provider {

    static final Provider INSTANCE = new OpenSslProvider();

    private OpenSslProvider() {
        super("OpenSSL", "3", "The OpenSSL of the system");
    }
}
