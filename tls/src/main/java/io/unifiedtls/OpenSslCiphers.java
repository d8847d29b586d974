package io.unifiedtls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The cipher suites of OpenSSL 3 for TLS 1.2, in its order of preference, with their names. */
final class OpenSslCiphers {

    private static final Map<CipherSuite, String> NAMES;

    /** Those that cannot be used here: without encryption, without a certificate, or with a broken cipher. */
    private static final Set<String> UNUSABLE;

    static {
        var names = new LinkedHashMap<CipherSuite, String>();
        var unusable = new HashSet<String>();
        var resource = Objects.requireNonNull(OpenSslCiphers.class.getResourceAsStream("openssl-ciphers.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(entry -> {
                        if (entry[0].equals("-")) {
                            unusable.add(entry[1]);
                        } else {
                            names.put(CipherSuite.of(Integer.decode(entry[0])), entry[1]);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NAMES = Collections.unmodifiableMap(names);
        UNUSABLE = Set.copyOf(unusable);
    }

    private OpenSslCiphers() {}

    static List<CipherSuite> all() {
        return List.copyOf(NAMES.keySet());
    }

    static Optional<String> name(CipherSuite suite) {
        if (suite.isTls13()) {
            return CipherSuiteNames.name(suite.code());
        }
        return Optional.ofNullable(NAMES.get(suite));
    }

    /** Returns the suite with OpenSSL's name, or the IANA name. */
    static Optional<CipherSuite> named(String name) {
        return NAMES.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(name) || entry.getKey().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static boolean isUnusable(String name) {
        return UNUSABLE.contains(name);
    }
}
