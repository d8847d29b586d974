package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import javax.net.ssl.SSLException;

/**
 * An {@code SSL} of OpenSSL between two memory BIOs: records that came, and records that are to go. Not thread-safe; no
 * method may be called once it was freed, but {@link #free()}.
 */
final class Connection {

    /** What a call of OpenSSL has come to. */
    enum Outcome {
        DONE,
        /** It continues when more has come. */
        WANTS_INPUT,
        /** The peer has sent {@code close_notify}. */
        PEER_CLOSED,
        FAILED
    }

    private static final int ERROR_WANT_READ = 2;

    private static final int ERROR_ZERO_RETURN = 6;

    /** EVP_MAX_MD_SIZE */
    private static final int LARGEST_FINISHED = 64;

    private final NativeObjects.Owned ssl;

    private final Cleaner.Cleanable cleanable;

    private final long incoming;

    private final long outgoing;

    private int lastResult;

    private long lastError;

    /**
     * Creates a connection.
     *
     * @param owner with which it is freed at the latest
     */
    Connection(Object owner, Context context) {
        ErrorQueue.clear();
        this.ssl = new NativeObjects.Owned(
                NativeObjects.Kind.CONNECTION, LibSsl.SSL_NEW.call(context.address()), LibSsl.SSL_FREE::call);
        // A task that refers to the owner would keep it for ever.
        this.cleanable = NativeObjects.CLEANER.register(owner, this.ssl);
        this.incoming = newBio();
        this.outgoing = newBio();
        // It frees them with itself.
        LibSsl.SSL_SET_BIO.call(this.ssl.address(), this.incoming, this.outgoing);
        Reference.reachabilityFence(context);
    }

    private long newBio() {
        var bio = LibCrypto.BIO_NEW.call(LibCrypto.BIO_S_MEM.call());
        if (bio == 0) {
            free();
            throw new OutOfMemoryError("OpenSSL has no memory for a connection");
        }
        return bio;
    }

    /** Returns the address of the {@code SSL}. */
    long address() {
        return this.ssl.address();
    }

    boolean isFreed() {
        return this.ssl.isFreed();
    }

    /** Frees it, once. */
    void free() {
        this.cleanable.clean();
    }

    // ---- bytes

    /** Gives OpenSSL bytes that came. */
    void receive(ByteBuffer records, Scratch scratch) throws SSLException {
        this.ssl.address(); // it was not freed
        while (records.hasRemaining()) {
            var part = Math.min(records.remaining(), Scratch.SIZE);
            scratch.empty().put(records.slice().limit(part));
            records.position(records.position() + part);
            if (LibCrypto.BIO_WRITE.call(this.incoming, scratch.memory(), part) != part) {
                throw new SSLException("OpenSSL has no memory for a record");
            }
        }
    }

    /** Returns how many bytes are to go. */
    int pending() {
        this.ssl.address();
        return Math.toIntExact(LibCrypto.BIO_CTRL_PENDING.call(this.outgoing));
    }

    /** Takes bytes that are to go. */
    ByteBuffer take(int length, Scratch scratch) {
        this.ssl.address();
        var read = LibCrypto.BIO_READ.call(this.outgoing, scratch.memory(), Math.min(length, Scratch.SIZE));
        return scratch.first(Math.max(read, 0));
    }

    // ---- the protocol

    Outcome handshake() {
        var address = this.ssl.address();
        ErrorQueue.clear();
        return outcome(address, LibSsl.SSL_DO_HANDSHAKE.call(address));
    }

    /** Decrypts; {@link #transferred()} bytes were written into the memory if it is done. */
    Outcome read(MemorySegment memory) {
        var address = this.ssl.address();
        ErrorQueue.clear();
        return outcome(address, LibSsl.SSL_READ.call(address, memory, Math.toIntExact(memory.byteSize())));
    }

    /** Encrypts the first bytes of memory. */
    Outcome write(MemorySegment memory, int length) {
        var address = this.ssl.address();
        ErrorQueue.clear();
        return outcome(address, LibSsl.SSL_WRITE.call(address, memory, length));
    }

    /** Writes {@code close_notify}. */
    void shutdown() {
        var address = this.ssl.address();
        ErrorQueue.clear();
        // 0 means that the peer's is still to come
        if (LibSsl.SSL_SHUTDOWN.call(address) < 0) {
            ErrorQueue.clear();
        }
    }

    boolean isResumed() {
        return LibSsl.SSL_SESSION_REUSED.call(this.ssl.address()) == 1;
    }

    /** Exports keying material of a complete handshake. */
    byte[] exportKeyingMaterial(String label, Optional<byte[]> context, int length) throws SSLException {
        var address = this.ssl.address();
        try (var arena = Arena.ofConfined()) {
            var material = arena.allocate(length);
            var name = arena.allocateFrom(ValueLayout.JAVA_BYTE, label.getBytes(StandardCharsets.US_ASCII));
            var bound = context.map(bytes -> arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes))
                    .orElse(MemorySegment.NULL);
            ErrorQueue.clear();
            var result = LibSsl.SSL_EXPORT_KEYING_MATERIAL.call(
                    address,
                    material,
                    length,
                    name,
                    name.byteSize(),
                    bound,
                    bound.byteSize(),
                    context.isPresent() ? 1 : 0);
            if (result <= 0) {
                throw ErrorQueue.exception(ErrorQueue.take());
            }
            var exported = material.toArray(ValueLayout.JAVA_BYTE);
            material.fill((byte) 0);
            return exported;
        }
    }

    /**
     * Returns a Finished message of the last handshake.
     *
     * @param own that of this side, instead of the peer's
     */
    byte[] finished(boolean own) {
        var address = this.ssl.address();
        try (var arena = Arena.ofConfined()) {
            var message = arena.allocate(LARGEST_FINISHED);
            var function = own ? LibSsl.SSL_GET_FINISHED : LibSsl.SSL_GET_PEER_FINISHED;
            var length = function.call(address, message, LARGEST_FINISHED);
            return message.asSlice(0, Math.min(length, LARGEST_FINISHED)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private Outcome outcome(long address, int result) {
        this.lastResult = result;
        if (result > 0) {
            return Outcome.DONE;
        }
        var kind = LibSsl.SSL_GET_ERROR.call(address, result);
        this.lastError = ErrorQueue.take();
        return switch (kind) {
            case ERROR_WANT_READ -> Outcome.WANTS_INPUT;
            case ERROR_ZERO_RETURN -> Outcome.PEER_CLOSED;
            default -> Outcome.FAILED;
        };
    }

    /** Returns how many bytes the last call has moved. */
    int transferred() {
        return this.lastResult;
    }

    /** Returns the error of the last call. */
    SSLException error() {
        return ErrorQueue.exception(this.lastError);
    }
}
