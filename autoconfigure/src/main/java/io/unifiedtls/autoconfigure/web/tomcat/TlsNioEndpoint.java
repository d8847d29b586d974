package io.unifiedtls.autoconfigure.web.tomcat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ServerContext;

/** Tomcat's own endpoint, whose connections are watched until their handshake is complete. */
final class TlsNioEndpoint extends NioEndpoint {

    /** The implementations that would copy each record from and to heap buffers. */
    private static final Set<String> NATIVE = Set.of("boringssl", "conscrypt");

    private final LingeringSockets lingering = new LingeringSockets();

    private @Nullable ServerContext context;

    private @Nullable HandshakeDeadlines deadlines;

    private @Nullable Future<?> watch;

    /** Has to be called before the endpoint starts. */
    void serve(ServerContext context, Duration handshakeTimeout) {
        this.context = context;
        this.deadlines = new HandshakeDeadlines(this, handshakeTimeout);
        if (NATIVE.contains(context.implementation().name())) {
            getSocketProperties().setDirectBuffer(true);
            getSocketProperties().setDirectSslBuffer(true);
        }
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
        return (this.context == null || this.deadlines == null)
                ? super.createChannel(buffer)
                : new TlsNioChannel(buffer, this, this.context, this.deadlines, this.lingering);
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        if (this.deadlines != null) {
            var interval = this.deadlines.interval().toMillis();
            this.watch = getUtilityExecutor()
                    .scheduleWithFixedDelay(this.deadlines::enforce, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stopInternal() {
        if (this.watch != null) {
            this.watch.cancel(false);
            this.watch = null;
        }
        super.stopInternal();
        this.lingering.closeAll();
    }
}
