package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.MemorySegment;
import java.security.cert.CertificateException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.context.TicketKey;

/** What OpenSSL asks of a connection while it works on it. What a method throws fails the handshake. */
interface Callbacks {

    /** Returns whether these callbacks are for an {@code SSL}. */
    boolean isOf(long ssl);

    /**
     * Verifies the certificates of the peer.
     *
     * @param certificates a list of {@code X509}, the peer's own first
     * @return 0, or the error of {@code X509_V_ERR_…} for which OpenSSL sends the right alert
     */
    int verify(long certificates) throws CertificateException;

    /**
     * Notes which server name the client requests.
     *
     * @return whether it is accepted; empty if the client sent none
     */
    Optional<Boolean> acceptServerName();

    /** Sets the certificate chain and the key, if there are any to present. */
    void presentCertificate();

    /**
     * Selects an ALPN protocol.
     *
     * @param offered the protocols of the client, each after its length in one byte
     * @return where in these bytes the length of the selected one is; empty to continue without
     * @throws IllegalArgumentException if the handshake has to fail
     */
    Optional<Integer> selectProtocol(byte[] offered);

    /** Returns whether a new session is kept; it has to be freed then. */
    boolean keep(long session);

    /** Returns whether the session may be sent to the client in a ticket. */
    boolean fitsIntoTicket();

    /** Returns the key for new tickets. */
    TicketKey ticketKey();

    /** Returns the key with the name in a ticket; null if there is none. */
    @Nullable
    TicketKey ticketKey(MemorySegment name);

    /** Returns the OCSP response to staple to the certificate; empty if there is none. */
    Optional<byte[]> ocspResponse();

    /** Notes what a callback has thrown, which OpenSSL must not see. */
    void failed(Throwable thrown);
}
