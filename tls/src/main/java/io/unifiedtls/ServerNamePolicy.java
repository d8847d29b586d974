package io.unifiedtls;

/** What a server does if a client sends an unknown server name, or none (RFC 6066, section 3). */
public enum ServerNamePolicy {
    /** Serves the default signing chain, which is the first one in the configuration. */
    USE_DEFAULT,

    /** Ends the handshake with the fatal alert {@code unrecognized_name}. */
    REJECT
}
