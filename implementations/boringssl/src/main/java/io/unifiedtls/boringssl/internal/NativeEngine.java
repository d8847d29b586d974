package io.unifiedtls.boringssl.internal;

import java.lang.ref.Cleaner;
import java.util.Optional;

import javax.net.ssl.SNIHostName;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;

/**
 * An engine of Netty that will be released: on request, or when nothing refers to its owner.
 *
 * @param engine the engine
 * @param release releases it, once
 */
record NativeEngine(ReferenceCountedOpenSslEngine engine, Cleaner.Cleanable release) {

    static NativeEngine of(Object owner, ReferenceCountedOpenSslEngine engine) {
        // A task that refers to the owner would keep it for ever.
        return new NativeEngine(engine, NativeContext.CLEANER.register(owner, engine::release));
    }

    /** Sets the server name to request, since Netty does not set one with a single label. */
    void ask(Optional<SNIHostName> serverName) {
        synchronized (this.engine) {
            serverName.ifPresent(name -> SSL.setTlsExtHostName(this.engine.sslPointer(), name.getAsciiName()));
        }
    }
}
