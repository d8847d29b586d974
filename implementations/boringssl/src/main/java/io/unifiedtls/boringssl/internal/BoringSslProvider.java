package io.unifiedtls.boringssl.internal;

import java.security.Provider;

/** Names the library where the JVM wants a provider. It has no services, and is never registered. */
final class BoringSslProvider extends Provider {

    static final Provider INSTANCE = new BoringSslProvider();

    private BoringSslProvider() {
        super("BoringSSL", "1", "BoringSSL through netty-tcnative");
    }
}
