package io.unifiedtls;

/**
 * Nothing can be done before more data comes from the peer (PEP 748, "Errors").
 *
 * <p>A signal of non-blocking and in-memory connections rather than an error: a single instance without a stack trace.
 * Wait until the channel is readable, or give the buffer more data, and call the same method again.
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
