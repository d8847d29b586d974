package io.unifiedtls;

import java.security.cert.X509Certificate;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The peer's certificate was refused (RFC 5280, section 6; RFC 9525). */
public final class CertificateVerificationException extends TlsException {

    private final transient @Nullable X509Certificate certificate;

    /** Creates an exception for a refused certificate; null if the peer did not send one. */
    public CertificateVerificationException(
            HandshakeFailure failure,
            String message,
            @Nullable X509Certificate certificate,
            @Nullable Throwable cause) {
        super(failure, message, cause);
        this.certificate = certificate;
    }

    /** Returns the reason: one of the {@code CERTIFICATE_} constants. */
    @Override
    public HandshakeFailure failure() {
        return super.failure();
    }

    /** Returns the certificate of the chain that was refused, if it is known. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(this.certificate);
    }

    /** Returns the alert to send to the peer (RFC 8446, section 6.2). */
    public AlertDescription alert() {
        return switch (failure()) {
            case CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID -> AlertDescription.CERTIFICATE_EXPIRED;
            case CERTIFICATE_UNKNOWN_CA -> AlertDescription.UNKNOWN_CA;
            case CERTIFICATE_REVOKED -> AlertDescription.CERTIFICATE_REVOKED;
            case CERTIFICATE_REQUIRED -> AlertDescription.CERTIFICATE_REQUIRED;
            case CERTIFICATE_HOSTNAME -> AlertDescription.BAD_CERTIFICATE;
            default -> AlertDescription.BAD_CERTIFICATE;
        };
    }
}
