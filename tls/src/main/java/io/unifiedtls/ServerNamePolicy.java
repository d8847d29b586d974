package io.unifiedtls;

/** What a server does with a client that names no server it knows (RFC 6066, section 3). */
public enum ServerNamePolicy {
    /** Serves the default signing chain: the first one of the configuration. */
    USE_DEFAULT,

    /** Ends the handshake with the fatal alert {@code unrecognized_name}. */
    REJECT
}
