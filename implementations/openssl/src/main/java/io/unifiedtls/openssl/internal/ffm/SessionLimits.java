package io.unifiedtls.openssl.internal.ffm;

/** The limits of sessions as JSSE sets them, where 0 means none. */
final class SessionLimits {

    private SessionLimits() {}

    static int seconds(int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("a session timeout cannot be negative");
        }
        return (seconds == 0) ? Integer.MAX_VALUE : seconds;
    }

    static int size(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("a session cache size cannot be negative");
        }
        return (size == 0) ? Integer.MAX_VALUE : size;
    }
}
