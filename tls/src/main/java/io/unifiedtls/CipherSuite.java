package io.unifiedtls;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** How the two sides agree on a key. */
    public enum KeyExchange {
        /** Any: the groups of TLS 1.3 do not depend on the cipher suite. */
        ANY,

        /** Elliptic-curve Diffie-Hellman with ephemeral keys: forward secret. */
        ECDHE,

        /** Finite-field Diffie-Hellman with ephemeral keys: forward secret. */
        DHE,

        /** Elliptic-curve Diffie-Hellman with the key of the server's certificate. */
        ECDH,

        /** Finite-field Diffie-Hellman with the key of the server's certificate. */
        DH,

        /** Encryption with the RSA key of the server's certificate. */
        RSA,

        /** A pre-shared key. */
        PSK,

        /** A pre-shared key and {@link #ECDHE}. */
        ECDHE_PSK,

        /** A pre-shared key and {@link #DHE}. */
        DHE_PSK,

        /** A pre-shared key and {@link #RSA}. */
        RSA_PSK
    }

    /** How the server proves who it is. */
    public enum Authentication {
        /** Any: the signature schemes of TLS 1.3 do not depend on the cipher suite. */
        ANY,

        /** A certificate with an EC or Edwards-curve key. */
        ECDSA,

        /** A certificate with an RSA key. */
        RSA,

        /** A certificate with a DSA key. */
        DSS,

        /** A pre-shared key. */
        PSK,

        /** It does not: anyone can be the server. */
        NONE
    }

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

    /**
     * Returns the suites that an OpenSSL cipher string selects, in order of preference, such as
     * {@code ECDHE+AESGCM:!RSA}; see the manual page openssl-ciphers(1).
     *
     * <p>The string is about TLS 1.2; as with OpenSSL, TLS 1.3 keeps its default suites, here {@link #DEFAULT_TLS_1_3},
     * unless the string names some of them. Suites without a certificate or without encryption are never selected, nor
     * are those with a broken cipher, so that words such as {@code !aNULL} have no effect.
     *
     * <p>{@code HIGH} and similar words select more than most implementations support; to select among those of one
     * implementation, as OpenSSL does, use {@link #fromOpenSsl(String, Collection)}.
     *
     * @throws IllegalArgumentException if a word is unknown or cannot be honoured, or if nothing is selected
     */
    public static List<CipherSuite> fromOpenSsl(String cipherString) {
        return OpenSslCipherString.select(cipherString, OpenSslCiphers.all());
    }

    /**
     * Returns the suites that an OpenSSL cipher string selects among the supported ones of an implementation, in order
     * of preference. Otherwise the same as {@link #fromOpenSsl(String)}.
     *
     * @param supported the suites to select from, such as {@link TlsCapabilities#ciphers()}
     * @throws IllegalArgumentException if a word is unknown or cannot be honoured, or if nothing is selected
     */
    public static List<CipherSuite> fromOpenSsl(String cipherString, Collection<CipherSuite> supported) {
        return OpenSslCipherString.select(cipherString, Set.copyOf(supported));
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

    /** Returns the name that OpenSSL uses, such as {@code ECDHE-RSA-AES128-GCM-SHA256}; empty if it has none. */
    public Optional<String> openSslName() {
        return OpenSslCiphers.name(this);
    }

    /** Returns the version of connections with this suite: TLS 1.3, or TLS 1.2 for suites of older versions too. */
    public TlsVersion version() {
        return isTls13() ? TlsVersion.TLSv1_3 : TlsVersion.TLSv1_2;
    }

    /** Returns the size of the secret key of the cipher in bits; 0 if it is unknown, or the suite does not encrypt. */
    public int strengthBits() {
        return CipherSuiteDetails.of(this).strengthBits();
    }

    /** Returns the kind of key exchange; empty if it is unknown. */
    public Optional<KeyExchange> keyExchange() {
        return CipherSuiteDetails.of(this).keyExchange();
    }

    /** Returns how the server is authenticated; empty if it is unknown. */
    public Optional<Authentication> authentication() {
        return CipherSuiteDetails.of(this).authentication();
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
