package io.unifiedtls;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.unifiedtls.CipherSuite.Authentication;
import io.unifiedtls.CipherSuite.KeyExchange;

/** The words of OpenSSL's cipher strings (the manual page openssl-ciphers(1)). */
final class OpenSslCipherWords {

    /** What DEFAULT stands for. */
    static final Predicate<CipherSuite> DEFAULTS = suite -> {
        var details = CipherSuiteDetails.of(suite);
        return !details.authentication().equals(Optional.of(Authentication.DSS))
                && (details.cipher().startsWith("AES_") || details.cipher().startsWith("CHACHA20"))
                && !details.cipher().contains("_CCM");
    };

    /** Words for suites that are never selected; people write them to exclude them. */
    private static final Set<String> FOR_UNUSABLE = Set.of(
            "COMPLEMENTOFALL",
            "eNULL",
            "NULL",
            "aNULL",
            "ADH",
            "AECDH",
            "PSK",
            "kPSK",
            "aPSK",
            "kRSAPSK",
            "kECDHEPSK",
            "kDHEPSK",
            "SRP",
            "kSRP",
            "aSRP",
            "GOST",
            "kGOST",
            "kGOST18",
            "aGOST",
            "aGOST01",
            "aGOST12",
            "GOST89",
            "GOST94",
            "GOST89MAC",
            "GOST2012256",
            "KRB5",
            "kKRB5",
            "aKRB5",
            "aDH",
            "kDHd",
            "kDHr",
            "kECDHe",
            "kECDHr",
            "aECDH",
            "3DES",
            "DES",
            "RC4",
            "RC2",
            "IDEA",
            "SEED",
            "MD5",
            "SSLv2",
            "EXP",
            "EXPORT",
            "EXPORT40",
            "EXPORT56",
            "LOW",
            "MEDIUM");

    private static final Map<String, Predicate<CipherSuiteDetails>> WORDS = new HashMap<>();

    static {
        keyExchange(KeyExchange.RSA, "kRSA", "RSA");
        keyExchange(KeyExchange.DHE, "kDHE", "kEDH", "DH", "DHE", "EDH");
        keyExchange(KeyExchange.ECDHE, "kECDHE", "kEECDH", "ECDH", "ECDHE", "EECDH");
        authentication(Authentication.RSA, "aRSA");
        authentication(Authentication.DSS, "aDSS", "DSS");
        authentication(Authentication.ECDSA, "aECDSA", "ECDSA");
        for (var cipher : new String[] {"AES", "CAMELLIA", "ARIA"}) {
            WORDS.put(cipher, details -> details.cipher().startsWith(cipher + "_"));
            for (var bits : new String[] {"128", "256"}) {
                WORDS.put(cipher + bits, details -> details.cipher().startsWith(cipher + "_" + bits));
            }
        }
        WORDS.put("AESGCM", details -> details.cipher().matches("AES_\\d+_GCM"));
        WORDS.put("AESCCM", details -> details.cipher().matches("AES_\\d+_CCM(_8)?"));
        WORDS.put("AESCCM8", details -> details.cipher().matches("AES_\\d+_CCM_8"));
        WORDS.put("ARIAGCM", details -> details.cipher().matches("ARIA_\\d+_GCM"));
        WORDS.put("CHACHA20", details -> details.cipher().startsWith("CHACHA20"));
        WORDS.put("CBC", details -> !details.isAead());
        WORDS.put("SHA1", details -> isMac(details, "SHA"));
        WORDS.put("SHA", WORDS.get("SHA1"));
        WORDS.put("SHA256", details -> isMac(details, "SHA256"));
        WORDS.put("SHA384", details -> isMac(details, "SHA384"));
        WORDS.put("ALL", details -> true);
        WORDS.put("HIGH", details -> true);
        WORDS.put("FIPS", details -> details.cipher().matches("AES_\\d+_(GCM|CBC)"));
        WORDS.put("TLSv1.2", details -> oldestVersion(details).equals("TLSv1.2"));
        WORDS.put("TLSv1", details -> oldestVersion(details).equals("TLSv1"));
        WORDS.put("TLSv1.0", WORDS.get("TLSv1"));
        WORDS.put("SSLv3", details -> oldestVersion(details).equals("SSLv3"));
    }

    private OpenSslCipherWords() {}

    private static void keyExchange(KeyExchange keyExchange, String... words) {
        for (var word : words) {
            WORDS.put(
                    word, details -> details.keyExchange().filter(keyExchange::equals).isPresent());
        }
    }

    private static void authentication(Authentication authentication, String... words) {
        for (var word : words) {
            WORDS.put(
                    word,
                    details -> details.authentication()
                            .filter(authentication::equals)
                            .isPresent());
        }
    }

    private static boolean isMac(CipherSuiteDetails details, String hash) {
        return !details.isAead() && details.hash().equals(hash);
    }

    /** Returns the oldest version that has the suite, as OpenSSL calls it. */
    private static String oldestVersion(CipherSuiteDetails details) {
        if (details.isAead() || !details.hash().equals("SHA")) {
            return "TLSv1.2";
        }
        return details.keyExchange().filter(KeyExchange.ECDHE::equals).isPresent() ? "TLSv1" : "SSLv3";
    }

    /**
     * Returns which suites a word is for.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    static Predicate<CipherSuite> meaning(String word) {
        if (FOR_UNUSABLE.contains(word) || OpenSslCiphers.isUnusable(word)) {
            return suite -> false;
        }
        if (word.equals("COMPLEMENTOFDEFAULT")) {
            return DEFAULTS.negate();
        }
        var known = WORDS.get(word);
        if (known != null) {
            return suite -> known.test(CipherSuiteDetails.of(suite));
        }
        var named = OpenSslCiphers.named(word);
        if (named.isPresent()) {
            return named.get()::equals;
        }
        throw new IllegalArgumentException("unknown word '%s' in the cipher string".formatted(word));
    }
}
