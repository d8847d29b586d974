package io.unifiedtls;

import java.util.Optional;
import java.util.stream.Stream;

/** A group for the key exchange (RFC 8446, section 4.2.7), as in the IANA registry "TLS Supported Groups". */
public enum NamedGroup {
    /** X25519 combined with ML-KEM-768: a post-quantum hybrid, secure as long as either of the two is. */
    X25519MLKEM768(0x11EC, "X25519MLKEM768"),

    /** Curve25519 (RFC 7748). */
    X25519(0x001D, "x25519"),

    /** Curve448 (RFC 7748). */
    X448(0x001E, "x448"),

    /** NIST P-256. */
    SECP256R1(0x0017, "secp256r1"),

    /** NIST P-384. */
    SECP384R1(0x0018, "secp384r1"),

    /** NIST P-521. */
    SECP521R1(0x0019, "secp521r1");

    private final int code;

    private final String protocolName;

    NamedGroup(int code, String protocolName) {
        this.code = code;
        this.protocolName = protocolName;
    }

    /** Returns the code on the wire. */
    public int code() {
        return this.code;
    }

    /** Returns the IANA name, such as {@code x25519}. */
    public String protocolName() {
        return this.protocolName;
    }

    /** Returns the group with this IANA name, ignoring case. */
    public static Optional<NamedGroup> named(String protocolName) {
        return Stream.of(values())
                .filter(group -> group.protocolName.equalsIgnoreCase(protocolName))
                .findFirst();
    }
}
