package io.unifiedtls;

/**
 * A channel binding type (RFC 5056): binds an authentication inside a connection to that connection, so that a man in
 * the middle cannot relay it.
 */
public enum ChannelBinding {
    /** The hash of the server's certificate (RFC 5929, section 4), in every TLS version. */
    TLS_SERVER_END_POINT("tls-server-end-point");

    private final String registeredName;

    ChannelBinding(String registeredName) {
        this.registeredName = registeredName;
    }

    /** Returns the IANA name, as used by SASL. */
    public String registeredName() {
        return this.registeredName;
    }
}
