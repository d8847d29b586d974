package io.unifiedtls;

/** How the server name that a client requested matched the names of a server's signing chains. */
public enum ServerNameMatch {
    /** A chain has exactly this name. */
    EXACT,

    /** A chain has a matching wildcard, such as {@code *.example.com} for {@code www.example.com}. */
    WILDCARD,

    /** No chain matches; the default chain was served. */
    DEFAULT,

    /** The client did not send a name; the default chain was served. */
    ABSENT,

    /** The client sent an unknown name, or none, and was rejected. */
    REJECTED
}
