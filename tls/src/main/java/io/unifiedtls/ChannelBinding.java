package io.unifiedtls;

/**
 * What ties an authentication inside a connection to that very connection (RFC 5056), so that nobody in the middle can
 * pass it on.
 */
public enum ChannelBinding {
    /** The hash of the server's certificate (RFC 5929, section 4), in every version of TLS. */
    TLS_SERVER_END_POINT("tls-server-end-point");

    private final String registeredName;

    ChannelBinding(String registeredName) {
        this.registeredName = registeredName;
    }

    /** Returns the name that is registered with IANA, as SASL writes it. */
    public String registeredName() {
        return this.registeredName;
    }
}
