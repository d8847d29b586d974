package io.unifiedtls;

import java.util.List;
import java.util.Optional;

/**
 * A cipher suite: a 16-bit code of the IANA registry "TLS Cipher Suites" (PEP 748, "Cipher Suites").
 *
 * <p>The constants are the suites listed in PEP 748; {@link #of(int)} creates any other. Immutable; suites with the
 * same code are equal.
 */
public final class CipherSuite {

    public static final CipherSuite TLS_AES_128_GCM_SHA256 = of(0x1301);
    public static final CipherSuite TLS_AES_256_GCM_SHA384 = of(0x1302);
    public static final CipherSuite TLS_CHACHA20_POLY1305_SHA256 = of(0x1303);
    public static final CipherSuite TLS_AES_128_CCM_SHA256 = of(0x1304);
    public static final CipherSuite TLS_AES_128_CCM_8_SHA256 = of(0x1305);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 = of(0xC02B);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 = of(0xC02C);
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 = of(0xC02F);
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 = of(0xC030);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CCM = of(0xC0AC);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CCM = of(0xC0AD);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 = of(0xC0AE);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8 = of(0xC0AF);
    public static final CipherSuite TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 = of(0xCCA8);
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 = of(0xCCA9);

    /**
     * The cipher suites of RFC 8446. A configuration with this list uses those of them that the implementation
     * supports; one without {@link TlsFeature#TLS_1_3_CIPHER_SELECTION} uses its own order.
     */
    public static final List<CipherSuite> DEFAULT_TLS_1_3 = List.of(
            TLS_AES_128_GCM_SHA256,
            TLS_AES_256_GCM_SHA384,
            TLS_CHACHA20_POLY1305_SHA256,
            TLS_AES_128_CCM_SHA256,
            TLS_AES_128_CCM_8_SHA256);

    /**
     * The TLS 1.2 cipher suites that are used by default: ECDHE with AES-GCM or ChaCha20. A configuration with this
     * list uses those of them that the implementation supports.
     */
    public static final List<CipherSuite> DEFAULT_TLS_1_2 = List.of(
            TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);

    private final int code;

    private CipherSuite(int code) {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("the code of a cipher suite has 16 bits, unlike %#x".formatted(code));
        }
        this.code = code;
    }

    /** Returns the suite with this 16-bit code. */
    public static CipherSuite of(int code) {
        return new CipherSuite(code);
    }

    /** Returns the suite with this IANA name, if it is known. */
    public static Optional<CipherSuite> named(String name) {
        return CipherSuiteNames.code(name).map(CipherSuite::new);
    }

    /** Returns the code on the wire. */
    public int code() {
        return this.code;
    }

    /** Returns the IANA name, or a code such as {@code 0x1301} if the name is unknown. */
    public String name() {
        return CipherSuiteNames.name(this.code).orElseGet(() -> "0x%04X".formatted(this.code));
    }

    /** Returns whether this is a TLS 1.3 suite, which cannot be used with older versions (RFC 8446, section B.4). */
    public boolean isTls13() {
        return (this.code >>> 8) == 0x13;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CipherSuite suite && this.code == suite.code;
    }

    @Override
    public int hashCode() {
        return this.code;
    }

    @Override
    public String toString() {
        return name();
    }
}
