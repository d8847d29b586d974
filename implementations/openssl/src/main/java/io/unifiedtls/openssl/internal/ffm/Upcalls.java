package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;

/**
 * The functions that OpenSSL calls, one of each for the process. OpenSSL calls them only within a call of ours, so the
 * thread knows the connection. Nothing is thrown out of them, which would end the JVM.
 */
@SuppressWarnings("restricted") // that is what this package is for
final class Upcalls {

    private static final MemoryLayout POINTER = ValueLayout.JAVA_LONG;

    private static final MemoryLayout INT = ValueLayout.JAVA_INT;

    private static final int OK = 1;

    private static final int FAILED = 0;

    private static final int TLSEXT_OK = 0;

    private static final int TLSEXT_FATAL_ALERT = 2;

    private static final int TLSEXT_NONE = 3;

    private static final int TICKET_FAILED = -1;

    /** In TLS 1.2, a ticket that was announced is empty then. */
    private static final int TICKET_NONE = 0;

    private static final int TICKET_UNKNOWN = 0;

    private static final int TICKET_DECRYPTED = 1;

    private static final int TICKET_TO_RENEW = 2;

    private static final ThreadLocal<@Nullable Callbacks> CURRENT = new ThreadLocal<>();

    static final long VERIFY = stub("verify", POINTER, POINTER);

    static final long CERTIFICATE = stub("certificate", POINTER, POINTER);

    static final long SERVER_NAME = stub("serverName", POINTER, POINTER, POINTER);

    static final long PROTOCOL = stub("protocol", POINTER, POINTER, POINTER, POINTER, INT, POINTER);

    static final long NEW_SESSION = stub("newSession", POINTER, POINTER);

    static final long TICKET_KEY = stub("ticketKey", POINTER, POINTER, POINTER, POINTER, POINTER, INT);

    static final long OCSP_RESPONSE = stub("ocspResponse", POINTER, POINTER);

    private Upcalls() {}

    private static long stub(String method, MemoryLayout... arguments) {
        try {
            var signature = FunctionDescriptor.of(INT, arguments);
            var target = MethodHandles.lookup().findStatic(Upcalls.class, method, signature.toMethodType());
            return Linker.nativeLinker()
                    .upcallStub(target, signature, Arena.global())
                    .address();
        } catch (ReflectiveOperationException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    /** Has the callbacks of this thread go to a connection, and returns what they went to before. */
    static @Nullable Callbacks enter(@Nullable Callbacks callbacks) {
        var before = CURRENT.get();
        CURRENT.set(callbacks);
        return before;
    }

    /** Returns the connection of this thread. */
    private static Callbacks current() {
        var current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("OpenSSL has called outside of a connection");
        }
        return current;
    }

    private static Callbacks of(long ssl) {
        var current = current();
        if (!current.isOf(ssl)) {
            throw new IllegalStateException("OpenSSL has called for another connection");
        }
        return current;
    }

    /** Not even memory or stack that is used up may end the JVM. */
    private static int failed(Throwable thrown, int result) {
        try {
            current().failed(thrown);
        } catch (Throwable again) {
            // The result says it, without a reason.
        }
        return result;
    }

    // int (*cb)(X509_STORE_CTX *, void *)
    static int verify(long store, long argument) {
        try {
            var error = current().verify(LibCrypto.X509_STORE_CTX_GET0_UNTRUSTED.call(store));
            LibCrypto.X509_STORE_CTX_SET_ERROR.call(store, error);
            return (error == 0) ? OK : FAILED;
        } catch (Throwable thrown) {
            return failed(thrown, FAILED);
        }
    }

    // int (*cb)(SSL *, int *al, void *)
    static int serverName(long ssl, long alert, long argument) {
        try {
            var accepted = of(ssl).acceptServerName();
            if (accepted.isEmpty()) {
                return TLSEXT_NONE;
            }
            if (accepted.get()) {
                return TLSEXT_OK;
            }
            NativeText.view(alert, Integer.BYTES)
                    .set(ValueLayout.JAVA_INT, 0, AlertDescription.UNRECOGNIZED_NAME.code());
            return TLSEXT_FATAL_ALERT;
        } catch (Throwable thrown) {
            return failed(thrown, TLSEXT_FATAL_ALERT);
        }
    }

    // int (*cert_cb)(SSL *, void *)
    static int certificate(long ssl, long argument) {
        try {
            of(ssl).presentCertificate();
            return OK;
        } catch (Throwable thrown) {
            return failed(thrown, FAILED);
        }
    }

    // int (*cb)(SSL *, const unsigned char **out, unsigned char *outlen, const unsigned char *in, unsigned int inlen,
    // void *)
    static int protocol(long ssl, long out, long outLength, long in, int inLength, long argument) {
        try {
            var offered = NativeText.view(in, inLength).toArray(ValueLayout.JAVA_BYTE);
            var selected = of(ssl).selectProtocol(offered);
            if (selected.isEmpty()) {
                return TLSEXT_NONE;
            }
            // What is selected has to stay where it is, which the offer does.
            NativeText.view(out, Long.BYTES).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, in + selected.get() + 1);
            NativeText.view(outLength, 1).set(ValueLayout.JAVA_BYTE, 0, offered[selected.get()]);
            return TLSEXT_OK;
        } catch (Throwable thrown) {
            return failed(thrown, TLSEXT_FATAL_ALERT);
        }
    }

    // int (*new_session_cb)(SSL *, SSL_SESSION *)
    static int newSession(long ssl, long session) {
        try {
            return of(ssl).keep(session) ? OK : FAILED;
        } catch (Throwable thrown) {
            return failed(thrown, FAILED);
        }
    }

    // int (*cb)(SSL *, unsigned char *key_name, unsigned char *iv, EVP_CIPHER_CTX *, EVP_MAC_CTX *, int enc)
    static int ticketKey(long ssl, long name, long iv, long cipher, long mac, int encrypts) {
        try {
            var connection = of(ssl);
            var nameInTicket = NativeText.view(name, TicketProtection.NAME_LENGTH);
            var vector = NativeText.view(iv, TicketProtection.VECTOR_LENGTH);
            var current = connection.ticketKey();
            if (encrypts != 0) {
                if (!connection.fitsIntoTicket()) {
                    return TICKET_NONE;
                }
                TicketProtection.encrypt(current, nameInTicket, vector, cipher, mac);
                return TICKET_DECRYPTED;
            }
            var key = connection.ticketKey(nameInTicket);
            if (key == null) {
                return TICKET_UNKNOWN;
            }
            TicketProtection.decrypt(key, vector, cipher, mac);
            // In TLS 1.3, OpenSSL sends a new ticket, which is used once, only if it is told to.
            return key.equals(current) && LibSsl.SSL_VERSION.call(ssl) != Context.TLS_1_3
                    ? TICKET_DECRYPTED
                    : TICKET_TO_RENEW;
        } catch (Throwable thrown) {
            return failed(thrown, TICKET_FAILED);
        }
    }

    // int (*cb)(SSL *, void *)
    static int ocspResponse(long ssl, long argument) {
        try {
            var response = of(ssl).ocspResponse();
            if (response.isEmpty()) {
                return TLSEXT_NONE;
            }
            var length = response.get().length;
            // OpenSSL frees it.
            var copy = LibCrypto.CRYPTO_MALLOC.call(length, 0, 0);
            if (copy == 0) {
                return TLSEXT_NONE;
            }
            var memory = NativeText.view(copy, length);
            MemorySegment.copy(response.get(), 0, memory, ValueLayout.JAVA_BYTE, 0, length);
            LibSsl.SSL_CTRL.call(ssl, Controls.SET_OCSP_RESPONSE, length, memory);
            return TLSEXT_OK;
        } catch (Throwable thrown) {
            return failed(thrown, TLSEXT_FATAL_ALERT);
        }
    }
}
