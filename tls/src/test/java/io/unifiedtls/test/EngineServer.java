package io.unifiedtls.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** A server on the loopback address that answers the first data of each connection with a page, and closes. */
public final class EngineServer implements AutoCloseable {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Supplier<SSLEngine> engines;
    private final ServerSocketChannel listener;
    private final Thread thread;
    private final List<SSLException> errors = new CopyOnWriteArrayList<>();

    public EngineServer(Supplier<SSLEngine> engines) throws IOException {
        this.engines = engines;
        this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.thread = new Thread(this::acceptAll, "engine-server");
        this.thread.start();
    }

    public int port() {
        return this.listener.socket().getLocalPort();
    }

    /** Returns the errors of all connections that are over. */
    public List<SSLException> errors() {
        return List.copyOf(this.errors);
    }

    private void acceptAll() {
        try {
            while (this.listener.isOpen()) {
                try (var channel = this.listener.accept()) {
                    serve(channel, this.engines.get());
                } catch (SSLException exception) {
                    this.errors.add(exception);
                }
            }
        } catch (IOException closed) {
            // As it is meant to be.
        }
    }

    private static void serve(SocketChannel channel, SSLEngine engine) throws IOException {
        var source = ByteBuffer.allocate(1 << 16);
        var data = ByteBuffer.allocate(1 << 16);
        try {
            engine.beginHandshake();
            while (!engine.isOutboundDone() && channel.read(source) >= 0) {
                source.flip();
                while (source.hasRemaining() && unwrap(engine, source, data)) {
                    flush(engine, channel, NOTHING);
                }
                source.compact();
                flush(engine, channel, NOTHING);
                if (data.position() > 0 && !engine.isOutboundDone()) {
                    flush(engine, channel, ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.US_ASCII)));
                    engine.closeOutbound();
                    flush(engine, channel, NOTHING);
                }
            }
        } catch (SSLException exception) {
            flush(engine, channel, NOTHING);
            throw exception;
        }
    }

    private static boolean unwrap(SSLEngine engine, ByteBuffer source, ByteBuffer data) throws SSLException {
        var result = engine.unwrap(source, data);
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return result.bytesConsumed() > 0;
    }

    private static void flush(SSLEngine engine, SocketChannel channel, ByteBuffer data) throws IOException {
        var records = ByteBuffer.allocate(1 << 17);
        SSLException failure = null;
        for (var tries = 0; tries < 2; ) {
            try {
                var produced = engine.wrap(data, records).bytesProduced();
                tries = (produced == 0) ? tries + 1 : 0;
            } catch (SSLException exception) {
                failure = exception; // The alert follows.
                tries++;
            }
            for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }
        records.flip();
        while (records.hasRemaining()) {
            channel.write(records);
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        this.listener.close();
        try {
            this.thread.join();
        } catch (InterruptedException exception) {
            throw new UncheckedIOException(new IOException(exception));
        }
    }
}
