package io.unifiedtls.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** What users read if a property is wrong, for tests of other packages. */
public final class FailureReports {

    private FailureReports() {}

    /** Returns the report of a failure; null if it does not concern a property below {@code tls}. */
    public static @Nullable FailureAnalysis of(Throwable failure, Environment environment) {
        return new TlsFailureAnalyzer(environment).analyze(failure);
    }
}
