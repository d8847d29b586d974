package io.unifiedtls.autoconfigure.inspection;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a certificate is valid.
 *
 * @param phrase the verb and the time, such as {@code expires at 2030-01-01T00:00:00Z}
 */
public record Validity(Status status, String phrase) {

    /** Whether something has to be done. */
    public enum Status {
        /** It is valid for longer than the warning. */
        VALID,

        /** It expires soon. */
        EXPIRING,

        /** It has expired, or is not valid yet. */
        INVALID
    }

    /**
     * Returns the validity at a time.
     *
     * @param warning how long before its end a certificate expires soon
     */
    public static Validity of(X509Certificate certificate, Instant now, Duration warning) {
        var begin = certificate.getNotBefore().toInstant();
        var end = certificate.getNotAfter().toInstant();
        if (now.isBefore(begin)) {
            return new Validity(Status.INVALID, "is not valid before %s".formatted(begin));
        }
        return untilEnd(end, now, warning);
    }

    /**
     * Returns the validity at a time of a certificate whose validity has begun.
     *
     * @param warning how long before its end a certificate expires soon
     */
    public static Validity untilEnd(Instant end, Instant now, Duration warning) {
        if (now.isAfter(end)) {
            return new Validity(Status.INVALID, "expired at %s".formatted(end));
        }
        return new Validity(
                now.plus(warning).isAfter(end) ? Status.EXPIRING : Status.VALID, "expires at %s".formatted(end));
    }
}
