package io.unifiedtls;

/** Whether a server asks its clients for a certificate. */
public enum ClientAuthentication {
    /** Clients are not asked. */
    NONE,

    /** Clients are asked; one without a certificate is served, one whose certificate is not trusted is refused. */
    OPTIONAL,

    /** Clients are asked; one without a trusted certificate is refused. */
    REQUIRED
}
