package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;

/** A thread for each connection: virtual ones on a JDK that has them. */
@Timeout(60)
class VirtualThreadTests {

    private static final int CONNECTIONS = 100;

    private static final String PINNED = "jdk.VirtualThreadPinned";

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    private final List<Future<?>> ends = new ArrayList<>();

    private ExecutorService threads;

    private ClientContext client;

    private ServerContext server;

    @TempDir
    private Path directory;

    @BeforeEach
    void create() throws Exception {
        this.threads = threads();
        this.client = this.peers.client(settings -> settings);
        this.server = this.peers.server(settings -> settings);
    }

    /** We compile for a JDK without them. */
    private static ExecutorService threads() throws Exception {
        if (Runtime.version().feature() < 21) {
            return Executors.newCachedThreadPool();
        }
        try {
            return (ExecutorService) MethodHandles.lookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        this.threads.shutdownNow();
        assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        this.peers.stop();
    }

    @Test
    void carryHundredsOfSockets() throws Exception {
        try (var listener = SocketPeers.listen(this.server)) {
            Runnable connection = () -> {
                start(() -> echo(listener.accept()));
                start(() -> greet(this.client.connect("localhost", SocketPeers.port(listener))));
            };
            assertThatNothingIsPinnedBy(connection);
        }
    }

    @Test
    void carryHundredsOfSocketsOfTheJdk() throws Exception {
        try (var listener = SocketPeers.listen(this.server.sslContext())) {
            var factory = this.client.sslContext().getSocketFactory();
            Runnable connection = () -> {
                start(() -> echo((SSLSocket) listener.accept()));
                start(() -> greet((SSLSocket) factory.createSocket("localhost", listener.getLocalPort())));
            };
            assertThatNothingIsPinnedBy(connection);
        }
    }

    /** All readers wait at once, more of them than there are processors, and somebody else has to make them go on. */
    @Test
    void letOthersGoOnWhileTheyWait() throws Exception {
        var clients = new ArrayList<TlsSocket>();
        try (var listener = SocketPeers.listen(this.server)) {
            for (int i = 0; i < 50; i++) {
                clients.add(connected(listener));
            }
            for (var socket : clients) {
                start(() -> socket.write(ByteBuffer.wrap(HELLO)));
            }
            finish();
            for (var socket : clients) {
                socket.selectableChannel().close();
            }
        }
    }

    private TlsSocket connected(TlsServerSocket listener) throws Exception {
        var connecting = this.threads.submit(() -> this.client.connect("localhost", SocketPeers.port(listener)));
        var accepted = listener.accept();
        start(() -> {
            accepted.setTimeout(Duration.ofSeconds(20));
            return assertThat(accepted.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        });
        return connecting.get(10, TimeUnit.SECONDS);
    }

    private void start(Callable<?> end) {
        this.ends.add(this.threads.submit(end));
    }

    private void finish() throws Exception {
        for (var end : this.ends) {
            end.get(30, TimeUnit.SECONDS);
        }
    }

    private static Object echo(TlsSocket socket) throws Exception {
        try (socket) {
            socket.setTimeout(Duration.ofSeconds(20));
            socket.outputStream().write(socket.inputStream().readNBytes(HELLO.length));
            return assertThat(socket.inputStream().read()).isEqualTo(-1);
        }
    }

    private static Object greet(TlsSocket socket) throws Exception {
        try (socket) {
            socket.outputStream().write(HELLO);
            return assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    private static Object echo(SSLSocket socket) throws Exception {
        try (socket) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(socket.getInputStream().readNBytes(HELLO.length));
            return assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Object greet(SSLSocket socket) throws Exception {
        try (socket) {
            socket.getOutputStream().write(HELLO);
            return assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    private void assertThatNothingIsPinnedBy(Runnable connection) throws Exception {
        // What the JDK initializes for the first virtual thread that waits pins it.
        connection.run();
        finish();
        try (var pinned = record()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                connection.run();
            }
            finish();
            assertThatNothingOfOursIsIn(pinned);
        }
    }

    private static Recording record() {
        var recording = new Recording();
        recording.enable(PINNED).withoutThreshold().withStackTrace();
        recording.start();
        return recording;
    }

    private void assertThatNothingOfOursIsIn(Recording pinned) throws Exception {
        pinned.stop();
        var file = this.directory.resolve("pinned.jfr");
        pinned.dump(file);
        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(event -> event.getEventType().getName().equals(PINNED))
                .filteredOn(VirtualThreadTests::isOfOurs)
                .isEmpty();
    }

    /** A class that is being loaded or initialized pins its thread too, once. */
    private static boolean isOfOurs(RecordedEvent event) {
        var reason = event.hasField("pinnedReason") ? event.getString("pinnedReason") : "";
        var frames = event.getStackTrace().getFrames();
        return !String.valueOf(reason).contains("initialization")
                && frames.stream().anyMatch(frame -> isIn(frame, "io.unifiedtls.internal."))
                && frames.stream().noneMatch(frame -> isIn(frame, "java.lang.ClassLoader"));
    }

    private static boolean isIn(RecordedFrame frame, String classes) {
        return frame.getMethod().getType().getName().startsWith(classes);
    }
}
