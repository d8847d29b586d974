package io.unifiedtls;

/**
 * Features that not every implementation supports. {@link TlsImplementation#validate} rejects a configuration that
 * requires an unsupported feature; features that no configuration requires are documented here.
 */
public enum TlsFeature {
    /** Creates client contexts. */
    CLIENTS,

    /** Creates server contexts. */
    SERVERS,

    /**
     * Restricts and orders the TLS 1.3 cipher suites. Without this feature, a configuration must list none of them, or
     * {@link CipherSuite#DEFAULT_TLS_1_3}; TLS 1.3 is offered with the implementation's suites, in its order, if the
     * configuration lists these, does not set cipher suites, or sets TLS 1.3 as its highest version.
     */
    TLS_1_3_CIPHER_SELECTION,

    /** Supports ALPN protocols whose names are not ASCII. */
    BINARY_INNER_PROTOCOLS,

    /**
     * Signs with Ed25519 and Ed448 keys (RFC 8032). Without this feature, a context cannot be created with such a key.
     */
    EDWARDS_KEYS,

    /**
     * Verifies peers with every kind of key that the JDK's TLS supports. Without this feature, only RSA keys and EC
     * keys on P-256 and P-384 are supported. A client with an RSASSA-PSS, Ed25519, Ed448 or P-521 key does not send its
     * certificate, and a handshake with such a server fails. {@link TlsImplementation#choose} selects an implementation
     * without this feature only if no such peers are expected.
     */
    ALL_PEER_KEYS,

    /**
     * Sends the host name of every server (SNI; RFC 6066, section 3). Without this feature, a name without a dot, other
     * than {@code localhost}, is not sent, so that a server with several certificates may present another one; each
     * such name is logged once per context. {@link TlsImplementation#choose} skips an implementation without this
     * feature for clients.
     */
    ALL_SERVER_NAMES,

    /**
     * Resumes a session only under the server name that it was created with (RFC 6066, section 3). Without this
     * feature, a server also resumes it under the names of its other certificates, which the client then does not see.
     * {@link TlsImplementation#choose} skips an implementation without this feature for servers with several
     * certificate chains.
     */
    SESSIONS_BY_SERVER_NAME,

    /**
     * Resolves certificates, keys and trust stores by id: a PKCS#11 URI (RFC 7512), with the module
     * {@code unified-tls-pkcs11}, or the alias of a key store entry.
     */
    MATERIAL_IDS,

    /**
     * Uses the session ticket keys of the server configuration, so that several servers can resume each other's
     * sessions. Without this feature, each server generates its own keys.
     */
    SESSION_TICKET_KEYS,

    /** Staples a configured OCSP response to the server's certificate (RFC 6066, section 8). */
    OCSP_STAPLING,

    /** Resumes TLS 1.3 sessions. Without this feature, every TLS 1.3 handshake is a full handshake. */
    TLS_1_3_RESUMPTION,

    /**
     * Continues writing in TLS 1.3 after the peer's {@code close_notify} (RFC 8446, section 6.1). Without this feature,
     * it is answered immediately and closes both directions.
     */
    HALF_CLOSE,

    /**
     * Receives the peer's {@code close_notify} after sending its own. Without this feature, a connection is closed as
     * soon as its own {@code close_notify} is sent, and data that the peer still sends is silently lost.
     */
    CLOSE_CONFIRMATION,

    /** Exports keying material of a connection (RFC 5705; RFC 8446, section 7.5). */
    KEYING_MATERIAL_EXPORT
}
