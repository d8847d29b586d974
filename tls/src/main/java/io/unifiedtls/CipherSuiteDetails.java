package io.unifiedtls;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.unifiedtls.CipherSuite.Authentication;
import io.unifiedtls.CipherSuite.KeyExchange;

/**
 * What the IANA name of a cipher suite says: {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}.
 *
 * @param cipher such as {@code AES_128_GCM}; empty if the name is unknown
 * @param hash such as {@code SHA256}; empty if the name does not say
 */
record CipherSuiteDetails(
        Optional<KeyExchange> keyExchange, Optional<Authentication> authentication, String cipher, String hash) {

    private static final Pattern NAME = Pattern.compile("TLS_(?:(\\w+)_WITH_)?(\\w+?)(?:_(MD5|SHA|SHA256|SHA384))?");

    private static final Pattern SIZE = Pattern.compile("(?:AES|ARIA|CAMELLIA|RC4|RC2_CBC|DES_CBC)_(\\d+)");

    /** The bits of the ciphers whose name does not tell them. */
    private static final Map<String, Integer> BITS = Map.of(
            "CHACHA20_POLY1305", 256,
            "3DES_EDE_CBC", 112, // three keys of 56 bits, less what meeting in the middle saves
            "SEED_CBC", 128,
            "IDEA_CBC", 128,
            "DES_CBC", 56);

    private static final Map<String, KeyExchange> KEY_EXCHANGES = Map.ofEntries(
            Map.entry("ECDHE_ECDSA", KeyExchange.ECDHE),
            Map.entry("ECDHE_RSA", KeyExchange.ECDHE),
            Map.entry("ECDH_anon", KeyExchange.ECDHE),
            Map.entry("ECDH_ECDSA", KeyExchange.ECDH),
            Map.entry("ECDH_RSA", KeyExchange.ECDH),
            Map.entry("DHE_RSA", KeyExchange.DHE),
            Map.entry("DHE_DSS", KeyExchange.DHE),
            Map.entry("DH_anon", KeyExchange.DHE),
            Map.entry("DH_RSA", KeyExchange.DH),
            Map.entry("DH_DSS", KeyExchange.DH),
            Map.entry("RSA", KeyExchange.RSA),
            Map.entry("PSK", KeyExchange.PSK),
            Map.entry("ECDHE_PSK", KeyExchange.ECDHE_PSK),
            Map.entry("DHE_PSK", KeyExchange.DHE_PSK),
            Map.entry("PSK_DHE", KeyExchange.DHE_PSK),
            Map.entry("RSA_PSK", KeyExchange.RSA_PSK));

    private static final Map<String, Authentication> AUTHENTICATIONS = Map.ofEntries(
            Map.entry("ECDHE_ECDSA", Authentication.ECDSA),
            Map.entry("ECDH_ECDSA", Authentication.ECDSA),
            Map.entry("ECDHE_RSA", Authentication.RSA),
            Map.entry("ECDH_RSA", Authentication.RSA),
            Map.entry("DHE_RSA", Authentication.RSA),
            Map.entry("DH_RSA", Authentication.RSA),
            Map.entry("RSA", Authentication.RSA),
            Map.entry("RSA_PSK", Authentication.RSA),
            Map.entry("DHE_DSS", Authentication.DSS),
            Map.entry("DH_DSS", Authentication.DSS),
            Map.entry("PSK", Authentication.PSK),
            Map.entry("ECDHE_PSK", Authentication.PSK),
            Map.entry("DHE_PSK", Authentication.PSK),
            Map.entry("PSK_DHE", Authentication.PSK),
            Map.entry("ECDH_anon", Authentication.NONE),
            Map.entry("DH_anon", Authentication.NONE));

    private static final CipherSuiteDetails UNKNOWN =
            new CipherSuiteDetails(Optional.empty(), Optional.empty(), "", "");

    static CipherSuiteDetails of(CipherSuite suite) {
        var name = NAME.matcher(suite.name());
        if (!name.matches()) {
            return UNKNOWN;
        }
        var cipher = name.group(2);
        var hash = (name.group(3) == null) ? "" : name.group(3);
        if (suite.isTls13()) {
            return new CipherSuiteDetails(Optional.of(KeyExchange.ANY), Optional.of(Authentication.ANY), cipher, hash);
        }
        var exchange = (name.group(1) == null) ? "" : name.group(1);
        return new CipherSuiteDetails(
                Optional.ofNullable(KEY_EXCHANGES.get(exchange)),
                Optional.ofNullable(AUTHENTICATIONS.get(exchange)),
                cipher,
                hash);
    }

    /** Returns the size of the key that encrypts, in bits; 0 if it is unknown, or nothing is encrypted. */
    int strengthBits() {
        var size = SIZE.matcher(this.cipher);
        return size.lookingAt() ? Integer.parseInt(size.group(1)) : BITS.getOrDefault(this.cipher, 0);
    }

    /** Returns whether the cipher authenticates what it encrypts, so that the hash is not that of a MAC. */
    boolean isAead() {
        return this.cipher.contains("_GCM") || this.cipher.contains("_CCM") || this.cipher.equals("CHACHA20_POLY1305");
    }
}
