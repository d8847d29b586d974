package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.nio.file.Path;

import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.TlsServerSocket;

/** New certificates, or other settings, without closing the listener. */
final class ContextSwap {

    private ContextSwap() {}

    // tag::swap-reload[]
    /** Uses the renewed files, if they changed, from the next connection on: the listener is one of this context. */
    static boolean renew(ReloadableServerContext server) throws IOException {
        return server.reload();
    }
    // end::swap-reload[]

    // tag::swap-context[]
    /** Uses another configuration from the next connection on. */
    static void replace(TlsServerSocket listener, Path certificate, Path clientCa) throws IOException {
        listener.setContext(MutualTls.server(certificate, clientCa));
    }
    // end::swap-context[]
}
