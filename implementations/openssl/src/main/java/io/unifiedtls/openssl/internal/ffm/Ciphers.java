package io.unifiedtls.openssl.internal.ffm;

import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.unifiedtls.CipherSuite;

/** The cipher suites that OpenSSL has at its security level, under OpenSSL's names. Immutable. */
final class Ciphers {

    /**
     * All that authenticate the server and encrypt. Not with keys that cannot be set; not with finite fields, which
     * cost a server many times what they cost the client (CVE-2002-20001); not with keys of DSA.
     */
    private static final String ALL =
            "ALL:COMPLEMENTOFALL:!aNULL:!eNULL:!PSK:!SRP:!kDHE:!aDSS:!aGOST:!3DES:!RC4:!IDEA:!SEED";

    private final Map<CipherSuite, String> names;

    private Ciphers(Map<CipherSuite, String> names) {
        this.names = Map.copyOf(names);
    }

    /** Asks the library. */
    static Ciphers ofLibrary() {
        var names = new HashMap<CipherSuite, String>();
        var owner = new Object();
        var context = new Context();
        context.ciphers(
                Optional.of(ALL),
                Optional.of(CipherSuite.DEFAULT_TLS_1_3.stream()
                        .map(CipherSuite::name)
                        .collect(Collectors.joining(":"))));
        var connection = new Connection(owner, context);
        try {
            var list = LibSsl.SSL_GET1_SUPPORTED_CIPHERS.call(connection.address());
            for (int i = 0; i < LibCrypto.OPENSSL_SK_NUM.call(list); i++) {
                var cipher = LibCrypto.OPENSSL_SK_VALUE.call(list, i);
                var suite = suite(cipher);
                if (CipherSuite.named(suite.name()).isPresent()) {
                    names.put(suite, NativeText.at(LibSsl.SSL_CIPHER_GET_NAME.call(cipher)));
                }
            }
            LibCrypto.OPENSSL_SK_FREE.call(list);
        } finally {
            connection.free();
            Reference.reachabilityFence(owner);
            Reference.reachabilityFence(context);
        }
        return new Ciphers(names);
    }

    /** Returns the suite of an {@code SSL_CIPHER}. */
    static CipherSuite suite(long cipher) {
        return CipherSuite.of(LibSsl.SSL_CIPHER_GET_ID.call(cipher) & 0xFFFF);
    }

    Set<CipherSuite> all() {
        return this.names.keySet();
    }

    /** Returns the suites with these IANA names; an unknown one is refused. */
    List<CipherSuite> named(String... ianaNames) {
        var suites = new LinkedHashSet<CipherSuite>();
        for (var name : ianaNames) {
            suites.add(CipherSuite.named(name)
                    .filter(this.names::containsKey)
                    .orElseThrow(() -> new IllegalArgumentException("OpenSSL has no cipher suite " + name)));
        }
        return List.copyOf(suites);
    }

    /** Returns OpenSSL's list of suites of TLS 1.3 or of TLS 1.2; empty if there are none. */
    Optional<String> list(List<CipherSuite> suites, boolean tls13) {
        var list = suites.stream()
                .filter(suite -> suite.isTls13() == tls13)
                .map(this.names::get)
                .collect(Collectors.joining(":"));
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }
}
