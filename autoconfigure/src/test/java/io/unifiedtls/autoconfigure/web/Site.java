package io.unifiedtls.autoconfigure.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** The names and certificates that the tests serve. Keys are made once. */
final class Site {

    static final TestAuthority AUTHORITY = TestAuthority.create("Server authority");

    static final TestCertificate DEFAULT = AUTHORITY.server("default.example.com", "localhost");

    static final TestCertificate WWW = AUTHORITY.server("www.example.com");

    static final TestCertificate WWW_RSA =
            AUTHORITY.leaf().names("www.example.com").rsa().issue();

    static final TestCertificate WILDCARD = AUTHORITY.server("*.shop.example.com");

    static final TestAuthority CLIENT_AUTHORITY = TestAuthority.create("Client authority");

    private Site() {}

    /** Returns the properties of a server with all of these certificates, and others on top. */
    static Map<String, String> properties(String... others) {
        var properties = new HashMap<String, String>();
        var chains = List.of(DEFAULT, WWW, WWW_RSA, WILDCARD);
        for (int i = 0; i < chains.size(); i++) {
            properties.put(
                    "certificate-chains[%d].certificate".formatted(i),
                    pem(chains.get(i).combinedPem()));
        }
        for (int i = 0; i < others.length; i += 2) {
            properties.put(others[i], others[i + 1]);
        }
        return properties;
    }

    static String pem(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }
}
