package io.unifiedtls.autoconfigure.web.netty;

import java.util.Optional;

import io.netty.handler.ssl.SslHandler;
import org.springframework.util.ClassUtils;

import io.unifiedtls.ServerContext;
import io.unifiedtls.boringssl.internal.NettyServerEngineFactory;
import io.unifiedtls.internal.context.NativeEngineSource;

/** Where the TLS library is Netty's own. */
final class NativeSslHandlers {

    private static final boolean PRESENT = ClassUtils.isPresent(
            "io.unifiedtls.boringssl.internal.NettyServerEngineFactory", NativeSslHandlers.class.getClassLoader());

    private NativeSslHandlers() {}

    /** Returns a handler for a new connection, if the engines of the context are Netty's own. */
    static Optional<SslHandler> of(ServerContext context, boolean startTls) {
        return (PRESENT && context instanceof NativeEngineSource bare) ? Present.of(bare, startTls) : Optional.empty();
    }

    /** Loaded only where the module of the library is on the class path. */
    private static final class Present {

        private static Optional<SslHandler> of(NativeEngineSource bare, boolean startTls) {
            var connection = bare.connection();
            return (connection.engines() instanceof NettyServerEngineFactory engines)
                    ? Optional.of(new ClientHelloHandler(engines, connection.handshake(), startTls))
                    : Optional.empty();
        }
    }
}
