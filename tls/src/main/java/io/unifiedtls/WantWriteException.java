package io.unifiedtls;

/**
 * Outgoing data must be sent to the peer first (PEP 748, "Errors").
 *
 * <p>Not an error, but a signal of non-blocking and in-memory connections: a single instance without a stack trace.
 * Wait until the channel is writable, or send the buffer's outgoing data, then call the same method again.
 */
public final class WantWriteException extends TlsException {

    private static final WantWriteException INSTANCE = new WantWriteException();

    private WantWriteException() {
        super("outgoing data must be sent to the peer first", null);
    }

    /** Returns the instance. */
    public static WantWriteException instance() {
        return INSTANCE;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
