package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Stream;

import org.springframework.boot.test.system.CapturedOutput;

/** What a server says in its log about clients that break the protocol: nothing that anybody has to read. */
final class Quiet {

    /**
     * BouncyCastle logs by itself each alert that it sends, with its stack trace, and what it does not know in the
     * security properties of the JDK.
     */
    private static final String LOGGERS_OF_BOUNCYCASTLE = " o.b.j";

    /** What is said at start, whatever clients do: {@code CertificateWarnings} and {@code StartWarnings}. */
    private static final String WARNINGS_AT_START = "Warnings ";

    private Quiet() {}

    static void check(CapturedOutput output) {
        var loud = new ArrayList<String>();
        var ours = true;
        for (var line : output.getAll().lines().toList()) {
            if (line.matches("\\d{4}-.*")) {
                ours = !line.contains(LOGGERS_OF_BOUNCYCASTLE) && !line.contains(WARNINGS_AT_START);
            }
            if (ours && Stream.of("WARN", "ERROR", "Exception", "secret").anyMatch(line::contains)) {
                loud.add(line);
            }
        }
        assertThat(loud).isEmpty();
    }
}
