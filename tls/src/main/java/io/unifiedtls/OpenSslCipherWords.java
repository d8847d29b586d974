package io.unifiedtls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.unifiedtls.CipherSuite.Authentication;
import io.unifiedtls.CipherSuite.KeyExchange;

/** The words of OpenSSL's cipher strings (the manual page openssl-ciphers(1)). */
final class OpenSslCipherWords {

    /** What DEFAULT stands for. */
    static final Predicate<CipherSuite> DEFAULTS = suite -> {
        var details = CipherSuiteDetails.of(suite);
        return !is(Authentication.DSS).test(details) && details.cipher().matches("AES_\\d+_(GCM|CBC)|CHACHA20_.*");
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

    private static final Map<String, Predicate<CipherSuiteDetails>> WORDS = words();

    private OpenSslCipherWords() {}

    private static Map<String, Predicate<CipherSuiteDetails>> words() {
        var words = new HashMap<String, Predicate<CipherSuiteDetails>>();
        put(words, is(KeyExchange.RSA), "kRSA", "RSA");
        put(words, is(KeyExchange.DHE), "kDHE", "kEDH", "DH", "DHE", "EDH");
        put(words, is(KeyExchange.ECDHE), "kECDHE", "kEECDH", "ECDH", "ECDHE", "EECDH");
        put(words, is(Authentication.RSA), "aRSA");
        put(words, is(Authentication.DSS), "aDSS", "DSS");
        put(words, is(Authentication.ECDSA), "aECDSA", "ECDSA");
        for (var cipher : List.of("AES", "CAMELLIA", "ARIA")) {
            put(words, cipher(cipher + "_.*"), cipher);
            put(words, cipher(cipher + "_128_.*"), cipher + "128");
            put(words, cipher(cipher + "_256_.*"), cipher + "256");
        }
        put(words, cipher("AES_\\d+_GCM"), "AESGCM");
        put(words, cipher("AES_\\d+_CCM(_8)?"), "AESCCM");
        put(words, cipher("AES_\\d+_CCM_8"), "AESCCM8");
        put(words, cipher("ARIA_\\d+_GCM"), "ARIAGCM");
        put(words, cipher("CHACHA20_.*"), "CHACHA20");
        put(words, cipher("AES_\\d+_(GCM|CBC)"), "FIPS");
        put(words, details -> !details.isAead(), "CBC");
        put(words, details -> isMac(details, "SHA"), "SHA1", "SHA");
        put(words, details -> isMac(details, "SHA256"), "SHA256");
        put(words, details -> isMac(details, "SHA384"), "SHA384");
        put(words, details -> oldestVersion(details).equals("TLSv1.2"), "TLSv1.2");
        put(words, details -> oldestVersion(details).equals("TLSv1"), "TLSv1", "TLSv1.0");
        put(words, details -> oldestVersion(details).equals("SSLv3"), "SSLv3");
        put(words, details -> true, "ALL", "HIGH");
        return Map.copyOf(words);
    }

    private static void put(
            Map<String, Predicate<CipherSuiteDetails>> words, Predicate<CipherSuiteDetails> meaning, String... names) {
        for (var name : names) {
            words.put(name, meaning);
        }
    }

    private static Predicate<CipherSuiteDetails> is(KeyExchange keyExchange) {
        return details -> details.keyExchange().filter(keyExchange::equals).isPresent();
    }

    private static Predicate<CipherSuiteDetails> is(Authentication authentication) {
        return details ->
                details.authentication().filter(authentication::equals).isPresent();
    }

    private static Predicate<CipherSuiteDetails> cipher(String pattern) {
        return details -> details.cipher().matches(pattern);
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
