package io.unifiedtls;

/**
 * Nothing can be done before data has gone to the peer (PEP 748, "Errors").
 *
 * <p>A signal of non-blocking and in-memory connections rather than an error: a single instance without a stack trace.
 * Wait until the channel is writable, or take the outgoing data of the buffer, and call the same method again.
 */
public final class WantWriteException extends TlsException {

    private static final WantWriteException INSTANCE = new WantWriteException();

    private WantWriteException() {
        super("data has to go to the peer first", null);
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
