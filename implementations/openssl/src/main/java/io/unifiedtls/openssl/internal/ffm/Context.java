package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.ToLongFunction;

import io.unifiedtls.ClientAuthentication;

/**
 * An {@code SSL_CTX} of OpenSSL, which is freed when nothing refers to this and no connection of it is left. It is only
 * set up by the thread that creates it; thread-safe afterwards.
 */
final class Context {

    static final int TLS_1_2 = 0x0303;

    static final int TLS_1_3 = 0x0304;

    /**
     * Not with SHA-1 (RFC 9155), and not with keys of DSA. EC keys are on any curve in TLS 1.2, and on that of the hash
     * in TLS 1.3.
     */
    private static final String SIGNATURES =
            "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:ed448:rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_rsae_sha512:rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512:RSA+SHA256:RSA+SHA384:RSA+SHA512";

    /** As long as the JDK's default. */
    private static final long SESSION_SECONDS = 86_400;

    private final long address;

    Context() {
        ErrorQueue.clear();
        var owned = new NativeObjects.Owned(
                NativeObjects.Kind.CONTEXT,
                LibSsl.SSL_CTX_NEW.call(LibSsl.TLS_METHOD.call()),
                LibSsl.SSL_CTX_FREE::call);
        this.address = owned.address();
        NativeObjects.CLEANER.register(this, owned);
        LibSsl.SSL_CTX_SET_OPTIONS.call(
                this.address, Controls.NO_COMPRESSION | Controls.SERVER_PREFERENCE | Controls.NO_RENEGOTIATION);
        control(Controls.MODE, Controls.ACCEPT_MOVING_WRITE_BUFFER | Controls.NO_AUTO_CHAIN | Controls.RELEASE_BUFFERS);
        versions(TLS_1_2, TLS_1_3);
        text(Controls.SET_SIGNATURE_ALGORITHMS, SIGNATURES);
        LibSsl.SSL_CTX_SET_TIMEOUT.call(this.address, SESSION_SECONDS);
        LibSsl.SSL_CTX_SET_CERT_VERIFY_CALLBACK.call(this.address, Upcalls.VERIFY, 0);
        LibSsl.SSL_CTX_SET_CERT_CB.call(this.address, Upcalls.CERTIFICATE, 0);
    }

    /** Returns the address of the {@code SSL_CTX}, for as long as the caller refers to this. */
    long address() {
        return this.address;
    }

    // ---- settings

    /** Sets what a client needs: its sessions are kept here and not by OpenSSL. */
    void client() {
        control(Controls.SET_SESSION_CACHE_MODE, Controls.CACHE_OF_CLIENT | Controls.NO_INTERNAL_CACHE);
        LibSsl.SSL_CTX_SESS_SET_NEW_CB.call(this.address, Upcalls.NEW_SESSION);
        LibSsl.SSL_CTX_SET_VERIFY.call(this.address, Controls.VERIFY_PEER, 0);
    }

    /** Sets what a server needs: OpenSSL keeps sessions without a ticket. */
    void server(ClientAuthentication authentication, X509Certificate[] authorities) {
        control(Controls.SET_SESSION_CACHE_MODE, Controls.CACHE_OF_SERVER);
        LibSsl.SSL_CTX_SET_TLSEXT_TICKET_KEY_EVP_CB.call(this.address, Upcalls.TICKET_KEY);
        LibSsl.SSL_CTX_SET_ALPN_SELECT_CB.call(this.address, Upcalls.PROTOCOL, 0);
        LibSsl.SSL_CTX_CALLBACK_CTRL.call(this.address, Controls.SET_SERVER_NAME_CALLBACK, Upcalls.SERVER_NAME);
        LibSsl.SSL_CTX_CALLBACK_CTRL.call(this.address, Controls.SET_OCSP_CALLBACK, Upcalls.OCSP_RESPONSE);
        LibSsl.SSL_CTX_SET_VERIFY.call(this.address, verifyMode(authentication), 0);
        for (var authority : authorities) {
            name(authority);
        }
    }

    static int verifyMode(ClientAuthentication authentication) {
        return switch (authentication) {
            case NONE -> Controls.VERIFY_NONE;
            case OPTIONAL -> Controls.VERIFY_PEER;
            case REQUIRED -> Controls.VERIFY_PEER | Controls.FAIL_WITHOUT_CERTIFICATE;
        };
    }

    private void name(X509Certificate authority) {
        try {
            var certificate = NativeCredentials.parseCertificate(authority.getEncoded());
            try {
                require(LibSsl.SSL_CTX_ADD_CLIENT_CA.call(this.address, certificate), "the name of a CA");
            } finally {
                LibCrypto.X509_FREE.call(certificate);
            }
        } catch (CertificateEncodingException cannotHappen) {
            throw new IllegalStateException(cannotHappen); // it was decoded
        }
    }

    void versions(int lowest, int highest) {
        control(Controls.SET_LOWEST_VERSION, lowest);
        control(Controls.SET_HIGHEST_VERSION, highest);
    }

    /**
     * Sets the cipher suites of TLS 1.2 and of TLS 1.3, as OpenSSL writes lists; those of an unused version are left.
     */
    void ciphers(Optional<String> below13, Optional<String> of13) {
        below13.ifPresent(names -> require(
                text(names, list -> LibSsl.SSL_CTX_SET_CIPHER_LIST.call(this.address, list)), "the cipher suites"));
        of13.ifPresent(names -> require(
                text(names, list -> LibSsl.SSL_CTX_SET_CIPHERSUITES.call(this.address, list)), "the cipher suites"));
    }

    /** Sets a list of groups, as OpenSSL writes it, and returns whether the library has all of them. */
    boolean groups(String names) {
        ErrorQueue.clear();
        var result = text(names, list -> LibSsl.SSL_CTX_CTRL.call(this.address, Controls.SET_GROUPS, 0, list));
        ErrorQueue.clear();
        return result == 1;
    }

    long control(int number, long value) {
        return LibSsl.SSL_CTX_CTRL.call(this.address, number, value, MemorySegment.NULL);
    }

    private void text(int number, String value) {
        require(text(value, text -> LibSsl.SSL_CTX_CTRL.call(this.address, number, 0, text)), value);
    }

    static long text(String value, ToLongFunction<MemorySegment> call) {
        try (var arena = Arena.ofConfined()) {
            return call.applyAsLong(arena.allocateFrom(value));
        }
    }

    static void require(long result, String what) {
        if (result <= 0) {
            throw new IllegalArgumentException(
                    "OpenSSL refused %s: %s".formatted(what, ErrorQueue.text(ErrorQueue.take())));
        }
    }
}
