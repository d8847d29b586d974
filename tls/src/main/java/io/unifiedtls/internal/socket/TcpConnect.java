package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

import io.unifiedtls.ConnectTarget;

/** Connects a channel to a target. Thread-safe. */
final class TcpConnect {

    private final ConnectTarget target;

    private final SocketChannel channel;

    private final Deadline deadline;

    private TcpConnect(ConnectTarget target, SocketChannel channel, Deadline deadline) {
        this.target = target;
        this.channel = channel;
        this.deadline = deadline;
    }

    /** Connects to the first address of the host that answers. */
    static SocketChannel complete(ConnectTarget target) throws IOException {
        var addresses = InetAddress.getAllByName(target.host());
        var deadline = deadline(target);
        var failure = new ConnectException(failureMessage(target));
        for (int i = 0; i < addresses.length; i++) {
            var attempt = open(target, deadline.part(addresses.length - i));
            try {
                attempt.connect(addresses[i]);
                return attempt.channel;
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        if (deadline.isOver()) {
            throw timeout(target, failure);
        }
        throw failure;
    }

    private void connect(InetAddress address) throws IOException {
        var connected = false;
        try {
            var watch = WriteTimeout.of(this.channel, this.deadline);
            try {
                this.channel.connect(new InetSocketAddress(address, this.target.port()));
                connected = true;
            } finally {
                watch.stop();
            }
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (AsynchronousCloseException atTheDeadline) {
            this.deadline.millisLeft();
            throw atTheDeadline;
        } finally {
            if (!connected) {
                this.channel.close();
            }
        }
    }

    /** Begins to connect to the first address of the host, without waiting. */
    static TcpConnect begin(ConnectTarget target) throws IOException {
        var address = InetAddress.getByName(target.host());
        var attempt = open(target, deadline(target));
        var begun = false;
        try {
            attempt.channel.configureBlocking(false);
            attempt.channel.connect(new InetSocketAddress(address, target.port()));
            begun = true;
            return attempt;
        } catch (ConnectException refused) {
            throw failed(target, refused);
        } finally {
            if (!begun) {
                attempt.channel.close();
            }
        }
    }

    private static TcpConnect open(ConnectTarget target, Deadline deadline) throws IOException {
        var channel = SocketChannel.open();
        var bound = false;
        try {
            NioTlsSocket.sendAtOnce(channel);
            if (target.localAddress().isPresent()) {
                channel.bind(target.localAddress().get());
            }
            bound = true;
            return new TcpConnect(target, channel, deadline);
        } finally {
            if (!bound) {
                channel.close();
            }
        }
    }

    private static Deadline deadline(ConnectTarget target) {
        return target.connectTimeout().map(Deadline::after).orElse(Deadline.NONE);
    }

    SocketChannel channel() {
        return this.channel;
    }

    /**
     * Completes the connection; if the channel is blocking by now, it waits.
     *
     * @return whether it is complete
     * @throws IOException if it has failed; the channel is closed
     */
    boolean isComplete() throws IOException {
        try {
            var watch = WriteTimeout.of(this.channel, this.deadline);
            try {
                return this.channel.finishConnect();
            } finally {
                watch.stop();
            }
        } catch (SocketTimeoutException late) {
            this.channel.close();
            throw timeout(this.target, late);
        } catch (ConnectException refused) {
            throw failed(this.target, refused);
        } catch (AsynchronousCloseException closed) {
            if (this.deadline.isOver()) {
                throw timeout(this.target, closed);
            }
            throw closed;
        }
    }

    private static ConnectException failed(ConnectTarget target, IOException reason) {
        var failure = new ConnectException(failureMessage(target));
        failure.addSuppressed(reason);
        return failure;
    }

    private static SocketTimeoutException timeout(ConnectTarget target, IOException reason) {
        var failure = new SocketTimeoutException("%s within %d ms"
                .formatted(
                        failureMessage(target),
                        target.connectTimeout().orElseThrow().toMillis()));
        failure.addSuppressed(reason);
        return failure;
    }

    private static String failureMessage(ConnectTarget target) {
        return "cannot connect to %s port %d".formatted(target.host(), target.port());
    }
}
