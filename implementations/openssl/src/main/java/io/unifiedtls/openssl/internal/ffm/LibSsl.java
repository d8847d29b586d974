package io.unifiedtls.openssl.internal.ffm;

/** The functions of {@code libssl}, under the names of its manual pages. Only loaded if the library is there. */
final class LibSsl {

    private static final Call.Library LIBRARY = OpenSslBinary.present().ssl();

    static final Call.LongOf TLS_METHOD = new Call.LongOf(LIBRARY, "TLS_method");

    static final Call.LongOfLong SSL_CTX_NEW = new Call.LongOfLong(LIBRARY, "SSL_CTX_new");

    static final Call.VoidOfLong SSL_CTX_FREE = new Call.VoidOfLong(LIBRARY, "SSL_CTX_free");

    static final Call.LongOfLongIntLongBuffer SSL_CTX_CTRL = new Call.LongOfLongIntLongBuffer(LIBRARY, "SSL_CTX_ctrl");

    static final Call.LongOfLongIntLong SSL_CTX_CALLBACK_CTRL =
            new Call.LongOfLongIntLong(LIBRARY, "SSL_CTX_callback_ctrl");

    static final Call.LongOfLongLong SSL_CTX_SET_OPTIONS = new Call.LongOfLongLong(LIBRARY, "SSL_CTX_set_options");

    static final Call.IntOfLongBuffer SSL_CTX_SET_CIPHER_LIST =
            new Call.IntOfLongBuffer(LIBRARY, "SSL_CTX_set_cipher_list");

    static final Call.IntOfLongBuffer SSL_CTX_SET_CIPHERSUITES =
            new Call.IntOfLongBuffer(LIBRARY, "SSL_CTX_set_ciphersuites");

    static final Call.VoidOfLongIntLong SSL_CTX_SET_VERIFY = new Call.VoidOfLongIntLong(LIBRARY, "SSL_CTX_set_verify");

    static final Call.VoidOfLongLongLong SSL_CTX_SET_CERT_VERIFY_CALLBACK =
            new Call.VoidOfLongLongLong(LIBRARY, "SSL_CTX_set_cert_verify_callback");

    static final Call.VoidOfLongLongLong SSL_CTX_SET_CERT_CB =
            new Call.VoidOfLongLongLong(LIBRARY, "SSL_CTX_set_cert_cb");

    static final Call.VoidOfLongLongLong SSL_CTX_SET_ALPN_SELECT_CB =
            new Call.VoidOfLongLongLong(LIBRARY, "SSL_CTX_set_alpn_select_cb");

    static final Call.IntOfLongLong SSL_CTX_SET_TLSEXT_TICKET_KEY_EVP_CB =
            new Call.IntOfLongLong(LIBRARY, "SSL_CTX_set_tlsext_ticket_key_evp_cb");

    static final Call.VoidOfLongLong SSL_CTX_SESS_SET_NEW_CB =
            new Call.VoidOfLongLong(LIBRARY, "SSL_CTX_sess_set_new_cb");

    static final Call.LongOfLongLong SSL_CTX_SET_TIMEOUT = new Call.LongOfLongLong(LIBRARY, "SSL_CTX_set_timeout");

    static final Call.LongOfLong SSL_CTX_GET_TIMEOUT = new Call.LongOfLong(LIBRARY, "SSL_CTX_get_timeout");

    static final Call.IntOfLongLong SSL_CTX_ADD_CLIENT_CA = new Call.IntOfLongLong(LIBRARY, "SSL_CTX_add_client_CA");

    static final Call.IntOfLongLong SSL_CTX_REMOVE_SESSION = new Call.IntOfLongLong(LIBRARY, "SSL_CTX_remove_session");

    static final Call.LongOfLong SSL_NEW = new Call.LongOfLong(LIBRARY, "SSL_new");

    static final Call.VoidOfLong SSL_FREE = new Call.VoidOfLong(LIBRARY, "SSL_free");

    static final Call.VoidOfLongLongLong SSL_SET_BIO = new Call.VoidOfLongLongLong(LIBRARY, "SSL_set_bio");

    static final Call.VoidOfLong SSL_SET_ACCEPT_STATE = new Call.VoidOfLong(LIBRARY, "SSL_set_accept_state");

    static final Call.VoidOfLong SSL_SET_CONNECT_STATE = new Call.VoidOfLong(LIBRARY, "SSL_set_connect_state");

    static final Call.IntOfLong SSL_DO_HANDSHAKE = new Call.IntOfLong(LIBRARY, "SSL_do_handshake");

    static final Call.IntOfLongBufferInt SSL_READ = new Call.IntOfLongBufferInt(LIBRARY, "SSL_read");

    static final Call.IntOfLongBufferInt SSL_WRITE = new Call.IntOfLongBufferInt(LIBRARY, "SSL_write");

    static final Call.IntOfLong SSL_SHUTDOWN = new Call.IntOfLong(LIBRARY, "SSL_shutdown");

    static final Call.IntOfLongInt SSL_GET_ERROR = new Call.IntOfLongInt(LIBRARY, "SSL_get_error");

    static final Call.LongOfLongLong SSL_CLEAR_OPTIONS = new Call.LongOfLongLong(LIBRARY, "SSL_clear_options");

    static final Call.LongOfLongIntLongBuffer SSL_CTRL = new Call.LongOfLongIntLongBuffer(LIBRARY, "SSL_ctrl");

    static final Call.VoidOfLongIntLong SSL_SET_VERIFY = new Call.VoidOfLongIntLong(LIBRARY, "SSL_set_verify");

    static final Call.IntOfLongBuffer SSL_SET_CIPHER_LIST = new Call.IntOfLongBuffer(LIBRARY, "SSL_set_cipher_list");

    static final Call.IntOfLongBuffer SSL_SET_CIPHERSUITES = new Call.IntOfLongBuffer(LIBRARY, "SSL_set_ciphersuites");

    static final Call.IntOfLongBufferInt SSL_SET_ALPN_PROTOS =
            new Call.IntOfLongBufferInt(LIBRARY, "SSL_set_alpn_protos");

    static final Call.IntOfLongBufferInt SSL_SET_SESSION_ID_CONTEXT =
            new Call.IntOfLongBufferInt(LIBRARY, "SSL_set_session_id_context");

    static final Call.IntOfLongLong SSL_SET_NUM_TICKETS = new Call.IntOfLongLong(LIBRARY, "SSL_set_num_tickets");

    static final Call.IntOfLongLong SSL_USE_CERTIFICATE = new Call.IntOfLongLong(LIBRARY, "SSL_use_certificate");

    static final Call.IntOfLongLong SSL_USE_PRIVATEKEY = new Call.IntOfLongLong(LIBRARY, "SSL_use_PrivateKey");

    static final Call.LongOfLongInt SSL_GET_SERVERNAME = new Call.LongOfLongInt(LIBRARY, "SSL_get_servername");

    static final Call.VoidOfLongBufferBuffer SSL_GET0_ALPN_SELECTED =
            new Call.VoidOfLongBufferBuffer(LIBRARY, "SSL_get0_alpn_selected");

    static final Call.LongOfLong SSL_GET0_PEER_CERTIFICATE = new Call.LongOfLong(LIBRARY, "SSL_get0_peer_certificate");

    static final Call.LongOfLong SSL_GET_CURRENT_CIPHER = new Call.LongOfLong(LIBRARY, "SSL_get_current_cipher");

    static final Call.LongOfLong SSL_GET1_SUPPORTED_CIPHERS =
            new Call.LongOfLong(LIBRARY, "SSL_get1_supported_ciphers");

    static final Call.IntOfLong SSL_CIPHER_GET_ID = new Call.IntOfLong(LIBRARY, "SSL_CIPHER_get_id");

    static final Call.LongOfLong SSL_CIPHER_GET_NAME = new Call.LongOfLong(LIBRARY, "SSL_CIPHER_get_name");

    static final Call.IntOfLong SSL_VERSION = new Call.IntOfLong(LIBRARY, "SSL_version");

    static final Call.IntOfLong SSL_SESSION_REUSED = new Call.IntOfLong(LIBRARY, "SSL_session_reused");

    static final Call.LongOfLong SSL_GET_SESSION = new Call.LongOfLong(LIBRARY, "SSL_get_session");

    static final Call.IntOfLongLong SSL_SET_SESSION = new Call.IntOfLongLong(LIBRARY, "SSL_set_session");

    static final Call.VoidOfLong SSL_SESSION_FREE = new Call.VoidOfLong(LIBRARY, "SSL_SESSION_free");

    static final Call.IntOfLong SSL_SESSION_IS_RESUMABLE = new Call.IntOfLong(LIBRARY, "SSL_SESSION_is_resumable");

    static final Call.LongOfLongBuffer SSL_SESSION_GET_ID = new Call.LongOfLongBuffer(LIBRARY, "SSL_SESSION_get_id");

    static final Call.LongOfLong SSL_SESSION_GET_TIMEOUT = new Call.LongOfLong(LIBRARY, "SSL_SESSION_get_timeout");

    static final Call.LongOfLongLong SSL_SESSION_SET_TIMEOUT =
            new Call.LongOfLongLong(LIBRARY, "SSL_SESSION_set_timeout");

    static final Call.IntOfLongBufferLongBufferLongBufferLongInt SSL_EXPORT_KEYING_MATERIAL =
            new Call.IntOfLongBufferLongBufferLongBufferLongInt(LIBRARY, "SSL_export_keying_material");

    static final Call.LongOfLongBufferLong SSL_GET_FINISHED =
            new Call.LongOfLongBufferLong(LIBRARY, "SSL_get_finished");

    static final Call.LongOfLongBufferLong SSL_GET_PEER_FINISHED =
            new Call.LongOfLongBufferLong(LIBRARY, "SSL_get_peer_finished");

    private LibSsl() {}
}
