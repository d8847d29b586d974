package io.unifiedtls.openssl.internal.ffm;

/** The numbers of {@code openssl/ssl.h} that are used here: of its macros, options and modes. They never change. */
final class Controls {

    // SSL_CTRL_…
    static final int MODE = 33;

    static final int SET_SESSION_CACHE_SIZE = 42;

    static final int GET_SESSION_CACHE_SIZE = 43;

    static final int SET_SESSION_CACHE_MODE = 44;

    static final int SET_SERVER_NAME_CALLBACK = 53;

    static final int SET_SERVER_NAME = 55;

    static final int SET_OCSP_CALLBACK = 63;

    static final int SET_OCSP_RESPONSE = 71;

    static final int SET_CHAIN = 88;

    static final int SET_GROUPS = 92;

    static final int SET_SIGNATURE_ALGORITHMS = 98;

    static final int SET_LOWEST_VERSION = 123;

    static final int SET_HIGHEST_VERSION = 124;

    // SSL_OP_…
    static final long NO_COMPRESSION = 1L << 17;

    static final long SERVER_PREFERENCE = 1L << 22;

    static final long NO_RENEGOTIATION = 1L << 30;

    // SSL_MODE_…
    static final int ACCEPT_MOVING_WRITE_BUFFER = 2;

    static final int NO_AUTO_CHAIN = 8;

    static final int RELEASE_BUFFERS = 16;

    // SSL_VERIFY_…
    static final int VERIFY_NONE = 0;

    static final int VERIFY_PEER = 1;

    static final int FAIL_WITHOUT_CERTIFICATE = 2;

    // SSL_SESS_CACHE_…
    static final int CACHE_OF_CLIENT = 1;

    static final int CACHE_OF_SERVER = 2;

    static final int NO_INTERNAL_CACHE = 0x300;

    private Controls() {}
}
