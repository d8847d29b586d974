package io.unifiedtls.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;

import javax.net.ssl.SSLSessionContext;

/** A server on loopback that reads all it gets, and clients of it. */
interface SocketPeers extends Closeable {

    int BLOCKS = 64;

    int BLOCK = 1 << 14;

    /** What the server answers. */
    byte END = 1;

    /** Connects, and does a handshake. */
    Connection connect() throws IOException;

    /** Returns where clients keep their sessions. */
    SSLSessionContext clientSessions();

    /** Makes the next handshake a full one. */
    default void forgetSessions() {
        var sessions = clientSessions();
        for (var id : Collections.list(sessions.getIds())) {
            var session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    /** The client's end of a connection. */
    record Connection(InputStream input, OutputStream output, Closeable socket) implements Closeable {

        private static final byte[] DATA = new byte[BLOCK];

        private static final byte[] LAST = new byte[BLOCK];

        static {
            LAST[BLOCK - 1] = END;
        }

        /** Sends a megabyte, and waits until the server has it all. */
        void sendMegabyte() throws IOException {
            for (int i = 1; i < BLOCKS; i++) {
                this.output.write(DATA);
            }
            this.output.write(LAST);
            awaitAnswer();
        }

        /** Sends one byte, and waits for the answer. */
        Connection ping() throws IOException {
            this.output.write(END);
            awaitAnswer();
            return this;
        }

        private void awaitAnswer() throws IOException {
            this.output.flush();
            if (this.input.read() != END) {
                throw new IOException("the server is gone");
            }
        }

        @Override
        public void close() throws IOException {
            this.socket.close();
        }
    }

    /** Answers each end, until the client closes. */
    static void serve(InputStream input, OutputStream output) throws IOException {
        var block = new byte[BLOCK];
        for (int count = input.read(block); count >= 0; count = input.read(block)) {
            if (count > 0 && block[count - 1] == END) {
                output.write(END);
                output.flush();
            }
        }
    }
}
