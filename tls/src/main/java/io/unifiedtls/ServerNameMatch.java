package io.unifiedtls;

/** How the server name a client asked for was matched with the names of a server's signing chains. */
public enum ServerNameMatch {
    /** A chain has the name itself. */
    EXACT,

    /** A chain has a wildcard for the name: {@code *.example.com} for {@code www.example.com}. */
    WILDCARD,

    /** No chain has the name; the default chain was served. */
    DEFAULT,

    /** The client named no server; the default chain was served. */
    ABSENT,

    /** The client named an unknown server, or none, and was rejected. */
    REJECTED
}
