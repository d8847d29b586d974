package io.unifiedtls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The names of the IANA registry "TLS Cipher Suites". */
final class CipherSuiteNames {

    private static final Map<Integer, String> NAMES = read();

    private static final Map<String, Integer> CODES = invert(NAMES);

    private CipherSuiteNames() {}

    static Optional<String> name(int code) {
        return Optional.ofNullable(NAMES.get(code));
    }

    static Optional<Integer> code(String name) {
        return Optional.ofNullable(CODES.get(name));
    }

    private static Map<Integer, String> read() {
        var resource = Objects.requireNonNull(CipherSuiteNames.class.getResourceAsStream("cipher-suites.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            var names = new HashMap<Integer, String>();
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(entry -> names.put(Integer.decode(entry[0]), entry[1]));
            return Map.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> invert(Map<Integer, String> names) {
        var codes = new HashMap<String, Integer>();
        names.forEach((code, name) -> codes.put(name, code));
        return Map.copyOf(codes);
    }
}
