package io.unifiedtls;

/**
 * More data from the peer is needed (PEP 748, "Errors").
 *
 * <p>Not an error, but a signal of non-blocking and in-memory connections: a single instance without a stack trace.
 * Wait until the channel is readable, or pass more data to the buffer, then call the same method again.
 */
public final class WantReadException extends TlsException {

    private static final WantReadException INSTANCE = new WantReadException();

    private WantReadException() {
        super("more data from the peer is needed", null);
    }

    /** Returns the instance. */
    public static WantReadException instance() {
        return INSTANCE;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
