package io.unifiedtls.samples.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a browser and a server, to cut their connections. */
final class Relay implements AutoCloseable {

    private final ServerSocket listening;

    private final int target;

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    Relay(int target) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        start(this::accept);
    }

    int port() {
        return this.listening.getLocalPort();
    }

    /** Resets all connections; new ones are possible. */
    void cut() throws IOException {
        for (var socket : this.sockets) {
            this.sockets.remove(socket);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        this.listening.close();
        cut();
    }

    private void accept() throws IOException {
        while (!this.listening.isClosed()) {
            var browser = this.listening.accept();
            var server = new Socket(InetAddress.getLoopbackAddress(), this.target);
            this.sockets.addAll(List.of(browser, server));
            start(() -> copy(browser, server));
            start(() -> copy(server, browser));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    @FunctionalInterface
    private interface Task {

        void run() throws IOException;
    }

    private static void start(Task task) {
        var thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // by one of the two, or by the test
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
