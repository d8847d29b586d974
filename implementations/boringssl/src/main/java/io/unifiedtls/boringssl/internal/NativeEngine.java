package io.unifiedtls.boringssl.internal;

import java.lang.ref.Cleaner;
import java.util.Optional;

import javax.net.ssl.SNIHostName;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;

/**
 * An engine of Netty with the promise to release it: when it is said, or else when nothing refers to its owner.
 *
 * @param engine the engine
 * @param release releases it, once
 */
record NativeEngine(ReferenceCountedOpenSslEngine engine, Cleaner.Cleanable release) {

    static NativeEngine of(Object owner, ReferenceCountedOpenSslEngine engine) {
        // A task that refers to the owner would keep it for ever.
        return new NativeEngine(engine, NativeContext.CLEANER.register(owner, engine::release));
    }

    /** Says the name to ask for, since Netty says none that has a single label. */
    void ask(Optional<SNIHostName> serverName) {
        synchronized (this.engine) {
            serverName.ifPresent(name -> SSL.setTlsExtHostName(this.engine.sslPointer(), name.getAsciiName()));
        }
    }
}
