package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Linker;

/** The functions of {@code libcrypto}, under the names of its manual pages. Only loaded if the library is there. */
final class LibCrypto {

    private static final Call.Library LIBRARY = OpenSslBinary.present().crypto();

    static final Call.VoidOf ERR_CLEAR_ERROR = new Call.VoidOf(LIBRARY, "ERR_clear_error");

    static final Call.LongOf ERR_GET_ERROR = new Call.LongOf(LIBRARY, "ERR_get_error");

    static final Call.LongOfLong ERR_REASON_ERROR_STRING = new Call.LongOfLong(LIBRARY, "ERR_reason_error_string");

    static final Call.LongOf BIO_S_MEM = new Call.LongOf(LIBRARY, "BIO_s_mem");

    static final Call.LongOfLong BIO_NEW = new Call.LongOfLong(LIBRARY, "BIO_new");

    static final Call.IntOfLongBufferInt BIO_READ = new Call.IntOfLongBufferInt(LIBRARY, "BIO_read");

    static final Call.IntOfLongBufferInt BIO_WRITE = new Call.IntOfLongBufferInt(LIBRARY, "BIO_write");

    static final Call.LongOfLong BIO_CTRL_PENDING =
            new Call.LongOfLong(LIBRARY, "BIO_ctrl_pending", Linker.Option.critical(false));

    static final Call.LongOfLongBufferLong D2I_X509 = new Call.LongOfLongBufferLong(LIBRARY, "d2i_X509");

    static final Call.IntOfLongBuffer I2D_X509 = new Call.IntOfLongBuffer(LIBRARY, "i2d_X509");

    static final Call.VoidOfLong X509_FREE = new Call.VoidOfLong(LIBRARY, "X509_free");

    static final Call.LongOfLongBufferLong D2I_AUTOPRIVATEKEY =
            new Call.LongOfLongBufferLong(LIBRARY, "d2i_AutoPrivateKey");

    static final Call.VoidOfLong EVP_PKEY_FREE = new Call.VoidOfLong(LIBRARY, "EVP_PKEY_free");

    static final Call.LongOf OPENSSL_SK_NEW_NULL = new Call.LongOf(LIBRARY, "OPENSSL_sk_new_null");

    static final Call.IntOfLongLong OPENSSL_SK_PUSH = new Call.IntOfLongLong(LIBRARY, "OPENSSL_sk_push");

    static final Call.IntOfLong OPENSSL_SK_NUM = new Call.IntOfLong(LIBRARY, "OPENSSL_sk_num");

    static final Call.LongOfLongInt OPENSSL_SK_VALUE = new Call.LongOfLongInt(LIBRARY, "OPENSSL_sk_value");

    static final Call.VoidOfLong OPENSSL_SK_FREE = new Call.VoidOfLong(LIBRARY, "OPENSSL_sk_free");

    static final Call.LongOfLong X509_STORE_CTX_GET0_UNTRUSTED =
            new Call.LongOfLong(LIBRARY, "X509_STORE_CTX_get0_untrusted");

    static final Call.VoidOfLongInt X509_STORE_CTX_SET_ERROR =
            new Call.VoidOfLongInt(LIBRARY, "X509_STORE_CTX_set_error");

    static final Call.LongOf EVP_AES_128_CBC = new Call.LongOf(LIBRARY, "EVP_aes_128_cbc");

    static final Call.IntOfLongLongLongBufferBuffer EVP_ENCRYPTINIT_EX =
            new Call.IntOfLongLongLongBufferBuffer(LIBRARY, "EVP_EncryptInit_ex");

    static final Call.IntOfLongLongLongBufferBuffer EVP_DECRYPTINIT_EX =
            new Call.IntOfLongLongLongBufferBuffer(LIBRARY, "EVP_DecryptInit_ex");

    static final Call.IntOfLongBuffer EVP_MAC_CTX_SET_PARAMS =
            new Call.IntOfLongBuffer(LIBRARY, "EVP_MAC_CTX_set_params");

    static final Call.LongOfLongLongInt CRYPTO_MALLOC = new Call.LongOfLongLongInt(LIBRARY, "CRYPTO_malloc");

    private LibCrypto() {}
}
