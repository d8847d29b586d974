package io.unifiedtls;

/**
 * A TLS protocol version (PEP 748, "TLS Versions").
 *
 * <p>TLS 1.1 and older are not supported: RFC 8996 forbids them.
 */
public enum TlsVersion {
    /** The oldest version that the implementation and its secure defaults support. */
    MINIMUM_SUPPORTED(0x0303),

    /** TLS 1.2 (RFC 5246). */
    TLSv1_2(0x0303),

    /** TLS 1.3 (RFC 8446). */
    TLSv1_3(0x0304),

    /** The newest version that the implementation supports. */
    MAXIMUM_SUPPORTED(0x0304);

    private final int code;

    TlsVersion(int code) {
        this.code = code;
    }

    /**
     * Returns the code on the wire, such as {@code 0x0304}; for {@code MINIMUM_SUPPORTED} and
     * {@code MAXIMUM_SUPPORTED}, that of the version they stand for.
     */
    public int code() {
        return this.code;
    }

    /** Returns the name used by {@code javax.net.ssl}: {@code TLSv1.2} or {@code TLSv1.3}. */
    public String protocol() {
        return (this.code == TLSv1_2.code) ? "TLSv1.2" : "TLSv1.3";
    }
}
