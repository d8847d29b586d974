package io.unifiedtls.internal.buffer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the export of keying material can be asked for, with every library. */
final class KeyingMaterialRules {

    /** As a vector of TLS 1.2 has it (RFC 5705, section 4). */
    private static final int LONGEST_CONTEXT = (1 << 16) - 1;

    /** The most that HKDF makes with SHA-256: 255 hashes (RFC 5869, section 2.3). */
    private static final int LONGEST = 255 * 32;

    /** The label of TLS 1.3 has up to 255 bytes, 6 of which are "tls13 " (RFC 8446, section 7.1). */
    private static final int LONGEST_LABEL = 249;

    private KeyingMaterialRules() {}

    static void check(String label, Optional<byte[]> context, int length) {
        if (label.isEmpty()
                || label.length() > LONGEST_LABEL
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(label)) {
            throw new IllegalArgumentException(
                    "the label must have 1 to %d characters, all of them ASCII".formatted(LONGEST_LABEL));
        }
        if (context.isPresent() && context.get().length > LONGEST_CONTEXT) {
            throw new IllegalArgumentException(
                    "the context has %d bytes, which is more than %d".formatted(context.get().length, LONGEST_CONTEXT));
        }
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("the length %d is not between 1 and %d".formatted(length, LONGEST));
        }
    }
}
