package io.unifiedtls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Selects cipher suites as OpenSSL does (the manual page openssl-ciphers(1)), one word after the other. All suites are
 * in one list, of which a part is selected: a word moves those that it adds behind everything else, and those that it
 * takes away, for another word to add again, in front of it.
 */
final class OpenSslCipherString {

    private static final String DEFAULT = "DEFAULT";

    private final List<CipherSuite> all = new ArrayList<>();

    private final Set<CipherSuite> selected = new LinkedHashSet<>();

    private final List<CipherSuite> tls13 = new ArrayList<>();

    private OpenSslCipherString(Collection<CipherSuite> supported) {
        OpenSslCiphers.all().stream().filter(supported::contains).forEach(this.all::add);
    }

    /** Returns what a cipher string selects among suites, with those of TLS 1.3, best first. */
    static List<CipherSuite> select(String text, Collection<CipherSuite> supported) {
        var string = new OpenSslCipherString(supported);
        var first = true;
        for (var word : text.split("[:,; ]+")) {
            if (!word.isEmpty()) {
                string.apply(word, first);
                first = false;
            }
        }
        var suites = string.all.stream().filter(string.selected::contains).toList();
        if (suites.isEmpty() && string.tls13.isEmpty()) {
            throw new IllegalArgumentException(
                    "the cipher string '%s' does not select any cipher suite".formatted(text));
        }
        return Stream.concat(
                        (string.tls13.isEmpty() ? CipherSuite.DEFAULT_TLS_1_3 : string.tls13).stream(), suites.stream())
                .toList();
    }

    private void apply(String word, boolean isFirst) {
        var level = word.indexOf('@');
        if (level > 0) { // such as DEFAULT@SECLEVEL=2
            apply(word.substring(0, level), isFirst);
            command(word.substring(level));
            return;
        }
        switch (word.charAt(0)) {
            case '@' -> command(word);
            case '!' -> kill(matching(word.substring(1)));
            case '-' -> remove(matching(word.substring(1)));
            case '+' -> moveToTheEnd(matching(word.substring(1)));
            default -> {
                if (word.equals(DEFAULT)) {
                    addDefaults(isFirst);
                } else if (!addOfTls13(word)) {
                    refuseUnusable(word);
                    add(matching(word));
                }
            }
        }
    }

    private void command(String command) {
        switch (command) {
            case "@STRENGTH" -> sortByStrength();
            case "@SECLEVEL=2" -> {} // what keys and signatures are held to in any case
            default ->
                throw new IllegalArgumentException(
                        "'%s' in the cipher string is not supported; only @STRENGTH and @SECLEVEL=2 are"
                                .formatted(command));
        }
    }

    private void addDefaults(boolean isFirst) {
        if (!isFirst) {
            throw new IllegalArgumentException("DEFAULT must be the first word of the cipher string");
        }
        add(OpenSslCipherWords.DEFAULTS);
    }

    /** OpenSSL's cipher strings are not for TLS 1.3, but people write its suites into them. */
    private boolean addOfTls13(String name) {
        var suite = CipherSuite.named(name).filter(CipherSuite::isTls13);
        suite.filter(any -> !this.tls13.contains(any)).ifPresent(this.tls13::add);
        return suite.isPresent();
    }

    private static void refuseUnusable(String name) {
        if (OpenSslCiphers.isUnusable(name)) {
            throw new IllegalArgumentException(
                    "the cipher suite '%s' in the cipher string cannot be used: it has no encryption, no certificate, or a broken cipher"
                            .formatted(name));
        }
    }

    private static Predicate<CipherSuite> matching(String words) {
        return Stream.of(words.split("\\+", -1))
                .map(OpenSslCipherWords::meaning)
                .reduce(Predicate::and)
                .orElseThrow();
    }

    // ---- the operations

    private void add(Predicate<CipherSuite> which) {
        for (var suite : List.copyOf(this.all)) {
            if (!this.selected.contains(suite) && which.test(suite)) {
                this.all.remove(suite);
                this.all.add(suite);
                this.selected.add(suite);
            }
        }
    }

    private void moveToTheEnd(Predicate<CipherSuite> which) {
        for (var suite : List.copyOf(this.all)) {
            if (this.selected.contains(suite) && which.test(suite)) {
                this.all.remove(suite);
                this.all.add(suite);
            }
        }
    }

    private void remove(Predicate<CipherSuite> which) {
        var removed =
                this.all.stream().filter(this.selected::contains).filter(which).toList();
        removed.forEach(this.selected::remove);
        this.all.removeAll(removed);
        this.all.addAll(0, removed);
    }

    private void kill(Predicate<CipherSuite> which) {
        this.all.removeIf(which);
    }

    private void sortByStrength() {
        this.all.stream()
                .map(CipherSuite::strengthBits)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .forEach(bits -> moveToTheEnd(suite -> suite.strengthBits() == bits));
    }
}
