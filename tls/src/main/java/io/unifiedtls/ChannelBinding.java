package io.unifiedtls;

/**
 * A channel binding type (RFC 5056): binds an authentication inside a connection to that connection, so that a man in
 * the middle cannot relay it.
 */
public enum ChannelBinding {
    /** The hash of the server's certificate (RFC 5929, section 4), in every TLS version. */
    TLS_SERVER_END_POINT("tls-server-end-point"),

    /**
     * Exported keying material (RFC 9266), for TLS 1.3, and for TLS 1.2 with the extended master secret (RFC 7627).
     * Requires {@link TlsFeature#KEYING_MATERIAL_EXPORT}.
     */
    TLS_EXPORTER("tls-exporter"),

    /**
     * The first Finished message (RFC 5929, section 3), for TLS 1.2 with the extended master secret; not defined for
     * TLS 1.3. Supported by the implementations {@code conscrypt}, {@code bouncycastle} and {@code openssl}.
     */
    TLS_UNIQUE("tls-unique");

    private final String registeredName;

    ChannelBinding(String registeredName) {
        this.registeredName = registeredName;
    }

    /** Returns the IANA name, as used by SASL. */
    public String registeredName() {
        return this.registeredName;
    }
}
