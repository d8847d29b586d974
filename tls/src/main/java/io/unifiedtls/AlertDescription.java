package io.unifiedtls;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The description of a TLS alert: all of the IANA registry "TLS Alerts" (RFC 8446, section 6), also those that only
 * older versions, DTLS or extensions use.
 */
public enum AlertDescription {
    CLOSE_NOTIFY(0),
    UNEXPECTED_MESSAGE(10),
    BAD_RECORD_MAC(20),
    DECRYPTION_FAILED(21),
    RECORD_OVERFLOW(22),
    DECOMPRESSION_FAILURE(30),
    HANDSHAKE_FAILURE(40),
    NO_CERTIFICATE(41),
    BAD_CERTIFICATE(42),
    UNSUPPORTED_CERTIFICATE(43),
    CERTIFICATE_REVOKED(44),
    CERTIFICATE_EXPIRED(45),
    CERTIFICATE_UNKNOWN(46),
    ILLEGAL_PARAMETER(47),
    UNKNOWN_CA(48),
    ACCESS_DENIED(49),
    DECODE_ERROR(50),
    DECRYPT_ERROR(51),
    TOO_MANY_CIDS_REQUESTED(52),
    EXPORT_RESTRICTION(60),
    PROTOCOL_VERSION(70),
    INSUFFICIENT_SECURITY(71),
    INTERNAL_ERROR(80),
    INAPPROPRIATE_FALLBACK(86),
    USER_CANCELED(90),
    NO_RENEGOTIATION(100),
    MISSING_EXTENSION(109),
    UNSUPPORTED_EXTENSION(110),
    CERTIFICATE_UNOBTAINABLE(111),
    UNRECOGNIZED_NAME(112),
    BAD_CERTIFICATE_STATUS_RESPONSE(113),
    BAD_CERTIFICATE_HASH_VALUE(114),
    UNKNOWN_PSK_IDENTITY(115),
    CERTIFICATE_REQUIRED(116),
    GENERAL_ERROR(117),
    NO_APPLICATION_PROTOCOL(120),
    ECH_REQUIRED(121);

    private final int code;

    AlertDescription(int code) {
        this.code = code;
    }

    /** Returns the value on the wire. */
    public int code() {
        return this.code;
    }

    /** Returns the name as the RFCs write it, such as {@code unknown_ca}. */
    public String protocolName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the alert with this value on the wire, if it is known. */
    public static Optional<AlertDescription> of(int code) {
        return Arrays.stream(values()).filter(alert -> alert.code == code).findFirst();
    }

    /** Returns the alert with this name as the RFCs write it, if it is known. */
    public static Optional<AlertDescription> named(String protocolName) {
        return Arrays.stream(values())
                .filter(alert -> alert.protocolName().equals(protocolName))
                .findFirst();
    }
}
