package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.Suggestions;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Reads cipher suites as people write them: by IANA name or by code. */
final class CipherMapper {

    private CipherMapper() {}

    static List<CipherSuite> of(List<String> names, String property, PropertyOrigins settings) {
        var ciphers = new ArrayList<CipherSuite>();
        for (var i = 0; i < names.size(); i++) {
            var name = PropertyNames.indexed(property, i);
            ciphers.add(settings.put(of(names.get(i), name), name));
        }
        return ciphers;
    }

    /** Returns what is wrong with a list of cipher suites. */
    static List<TlsConfigurationException> problems(List<String> names, String property) {
        var problems = new ArrayList<TlsConfigurationException>();
        for (var i = 0; i < names.size(); i++) {
            try {
                of(names.get(i), PropertyNames.indexed(property, i));
            } catch (TlsConfigurationException exception) {
                problems.add(exception);
            }
        }
        return problems;
    }

    private static CipherSuite of(String name, String property) {
        return code(name)
                .map(CipherSuite::of)
                .or(() -> CipherSuite.named(name))
                .orElseThrow(() -> unknown(name, property));
    }

    private static Optional<Integer> code(String name) {
        try {
            // YAML reads 0x1301 as a number, which comes here as 4865
            return Optional.of(Integer.decode(name)).filter(code -> code >= 0 && code <= 0xFFFF);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static TlsConfigurationException unknown(String name, String property) {
        var openSsl = CipherSuite.DEFAULT_TLS_1_2.stream()
                .filter(suite -> suite.openSslName().equals(Optional.of(name)))
                .findFirst();
        if (openSsl.isPresent()) {
            return new TlsConfigurationException(
                    property,
                    "'%s' is OpenSSL's name for a cipher suite".formatted(name),
                    "Use the IANA name:",
                    Snippet.of(property, openSsl.get().name()));
        }
        var nearest = Suggestions.nearest(name, known());
        return new TlsConfigurationException(
                property,
                "'%s' is not a cipher suite".formatted(SecretText.shown(name)),
                "Use an IANA name or a code such as 0x1301, or remove ciphers to use the secure defaults:",
                Snippet.of(property, nearest.orElse(CipherSuite.TLS_AES_128_GCM_SHA256.name())));
    }

    private static List<String> known() {
        return IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(CipherSuite::of)
                .map(CipherSuite::name)
                .filter(name -> name.startsWith("TLS_"))
                .toList();
    }
}
