package io.unifiedtls;

import java.util.Optional;
import java.util.stream.Stream;

/** A group in which two sides agree on a key (RFC 8446, section 4.2.7), by its name in the registry of IANA. */
public enum NamedGroup {
    /** X25519 together with ML-KEM-768: safe from the quantum computers to come, as long as one of the two is. */
    X25519MLKEM768(0x11EC, "X25519MLKEM768"),

    /** Curve25519 (RFC 7748). */
    X25519(0x001D, "x25519"),

    /** Curve448 (RFC 7748). */
    X448(0x001E, "x448"),

    /** P-256 of NIST. */
    SECP256R1(0x0017, "secp256r1"),

    /** P-384 of NIST. */
    SECP384R1(0x0018, "secp384r1"),

    /** P-521 of NIST. */
    SECP521R1(0x0019, "secp521r1");

    private final int code;

    private final String protocolName;

    NamedGroup(int code, String protocolName) {
        this.code = code;
        this.protocolName = protocolName;
    }

    /** Returns the number of the group in the protocol. */
    public int code() {
        return this.code;
    }

    /** Returns the name in the registry, such as {@code x25519}. */
    public String protocolName() {
        return this.protocolName;
    }

    /** Returns the group with a name in the registry, in upper or lower case. */
    public static Optional<NamedGroup> named(String protocolName) {
        return Stream.of(values())
                .filter(group -> group.protocolName.equalsIgnoreCase(protocolName))
                .findFirst();
    }
}
