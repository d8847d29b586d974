package io.unifiedtls;

/** Whether a server requests client certificates. */
public enum ClientAuthentication {
    /** Client certificates are not requested. */
    NONE,

    /** Requests a certificate. Clients without one are served; clients with an untrusted one are refused. */
    OPTIONAL,

    /** Requires a trusted certificate. Clients without one are refused. */
    REQUIRED
}
