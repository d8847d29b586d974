package io.unifiedtls.autoconfigure.bundle;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsContext;

/**
 * A context as an SSL bundle of Spring Boot. Whatever takes such a bundle uses the context: its TLS implementation, its
 * settings, and its certificates, also after a reload. Thread-safe.
 *
 * <ul>
 *   <li>{@link #createSslContext()} always returns the same {@code SSLContext}, whose connections are those of the
 *       context.
 *   <li>{@link #getManagers()} is for consumers that have a TLS library of their own. Their handshakes have no meters,
 *       and such a consumer may resume its sessions after the trust store has changed.
 *   <li>{@link #getStores()} shows only certificates, without private keys.
 *   <li>{@link #getOptions()} has the cipher suites and versions that are not the default ones.
 * </ul>
 */
public final class TlsSslBundle implements SslBundle {

    private final String name;

    private final Supplier<? extends TlsContext> context;

    private volatile @Nullable Parts parts;

    /** Made at the first use: the context needs its files, and may need other bundles. */
    private record Parts(
            TlsContext context,
            SSLContext sslContext,
            SslManagerBundle managers,
            SslStoreBundle stores,
            SslOptions options) {}

    private TlsSslBundle(String name, Supplier<? extends TlsContext> context) {
        this.name = name;
        this.context = context;
    }

    /** Returns a bundle for client connections. */
    public static TlsSslBundle of(ClientContext context) {
        requireNonNull(context);
        return new TlsSslBundle("client", () -> context);
    }

    /** Returns a bundle for server connections. */
    public static TlsSslBundle of(ServerContext context) {
        requireNonNull(context);
        return new TlsSslBundle("server", () -> context);
    }

    static TlsSslBundle of(String property, Supplier<? extends TlsContext> context) {
        return new TlsSslBundle(property, context);
    }

    /** Returns the context that makes the connections. */
    public TlsContext context() {
        return parts().context();
    }

    private Parts parts() {
        var known = this.parts;
        return (known != null) ? known : create();
    }

    private synchronized Parts create() {
        var known = this.parts;
        if (known == null) {
            var used = this.context.get();
            var sslContext =
                    (used instanceof ClientContext client) ? client.sslContext() : ((ServerContext) used).sslContext();
            known = new Parts(
                    used,
                    sslContext,
                    new ContextManagers(used, sslContext),
                    new ContextStores(this.name, used),
                    ContextOptions.of(used));
            this.parts = known;
        }
        return known;
    }

    @Override
    public SSLContext createSslContext() {
        return parts().sslContext();
    }

    @Override
    public SslManagerBundle getManagers() {
        return parts().managers();
    }

    @Override
    public SslStoreBundle getStores() {
        return parts().stores();
    }

    @Override
    public SslOptions getOptions() {
        return parts().options();
    }

    /** Returns {@link SslBundleKey#NONE}: the context chooses among its keys. */
    @Override
    public SslBundleKey getKey() {
        return SslBundleKey.NONE;
    }

    @Override
    public String getProtocol() {
        return DEFAULT_PROTOCOL;
    }

    @Override
    public String toString() {
        return "TlsSslBundle[%s]".formatted(this.name);
    }
}
