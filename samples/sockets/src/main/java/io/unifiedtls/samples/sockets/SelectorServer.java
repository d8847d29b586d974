package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** A server that echoes many connections on one thread. */
final class SelectorServer {

    private SelectorServer() {}

    // tag::selector-server[]
    /** Serves until the thread is interrupted. */
    static void serve(TlsServerSocket listener) throws IOException {
        listener.configureBlocking(false);
        try (var selector = Selector.open()) {
            listener.selectableChannel().register(selector, SelectionKey.OP_ACCEPT);
            while (!Thread.currentThread().isInterrupted()) {
                selector.select();
                for (var key : selector.selectedKeys()) {
                    if (key.attachment() instanceof Connection connection) {
                        connection.proceed(key);
                    } else {
                        accept(listener, selector);
                    }
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private static void accept(TlsServerSocket listener, Selector selector) throws IOException {
        try {
            var socket = listener.accept();
            socket.configureBlocking(false);
            socket.selectableChannel().register(selector, SelectionKey.OP_READ, new Connection(socket));
        } catch (WantReadException alreadyGone) {
            // The client has closed the connection in the meantime.
        }
    }

    private record Connection(TlsSocket socket, ByteBuffer data) {

        Connection(TlsSocket socket) {
            this(socket, ByteBuffer.allocate(1 << 14).limit(0));
        }

        void proceed(SelectionKey key) throws IOException {
            try {
                while (true) {
                    while (this.data.hasRemaining()) {
                        this.socket.write(this.data);
                    }
                    if (isAtEnd()) {
                        this.socket.close(true);
                        return;
                    }
                }
            } catch (WantReadException wait) {
                key.interestOps(SelectionKey.OP_READ);
            } catch (WantWriteException wait) {
                key.interestOps(SelectionKey.OP_WRITE);
            } catch (IOException failed) {
                this.socket.selectableChannel().close();
            }
        }

        private boolean isAtEnd() throws IOException {
            this.data.clear();
            try {
                return this.socket.read(this.data) < 0;
            } finally {
                this.data.flip();
            }
        }
    }
    // end::selector-server[]
}
