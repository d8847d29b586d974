package io.unifiedtls;

/**
 * A version of the TLS protocol (PEP 748, "TLS Versions").
 *
 * <p>TLS 1.1 and older have no name here: RFC 8996 forbids them.
 */
public enum TlsVersion {
    /** The oldest version that both the implementation and its secure defaults allow. */
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

    /** Returns the version on the wire, such as {@code 0x0304}; of an open end, the version that it stands for here. */
    public int code() {
        return this.code;
    }

    /** Returns the name used by {@code javax.net.ssl}: {@code TLSv1.2} or {@code TLSv1.3}. */
    public String protocol() {
        return (this.code == TLSv1_2.code) ? "TLSv1.2" : "TLSv1.3";
    }
}
