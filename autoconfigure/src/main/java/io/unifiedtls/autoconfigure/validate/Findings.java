package io.unifiedtls.autoconfigure.validate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.autoconfigure.inspection.Validity;
import io.unifiedtls.autoconfigure.inspection.Validity.Status;
import io.unifiedtls.internal.context.SystemTrustCheck;

/** Collects what is found in contexts. */
final class Findings {

    private final Failures failures;

    private final Duration expiryWarning;

    private final Instant now;

    private final Optional<SystemTrustCheck> systemTrust;

    private final List<String> warnings = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();

    private final List<ContextReport> contexts = new ArrayList<>();

    /**
     * Creates an empty collection.
     *
     * @param failures also collects the certificates that are not valid
     * @param now the time to check certificates for
     */
    Findings(Failures failures, Duration expiryWarning, Instant now) {
        this.failures = failures;
        this.expiryWarning = expiryWarning;
        this.now = now;
        this.systemTrust = systemTrust();
    }

    private Optional<SystemTrustCheck> systemTrust() {
        try {
            return Optional.of(SystemTrustCheck.create());
        } catch (ConfigurationException unreadable) {
            this.notes.add(
                    "no chain was verified with the system's trust store: %s".formatted(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    Instant now() {
        return this.now;
    }

    void warn(String warning) {
        this.warnings.add(warning);
    }

    void note(String note) {
        this.notes.add(note);
    }

    void add(ContextReport context) {
        this.contexts.add(context);
    }

    /** Checks the certificates of a chain. */
    void check(LoadedChain chain, Side side, String property) {
        var dates = new HashSet<String>();
        for (var certificate : chain.certificates()) {
            var validity = Validity.of(certificate, this.now, this.expiryWarning);
            var finding = "the certificate of %s %s".formatted(subject(certificate), validity.phrase());
            if (validity.status() == Status.INVALID) {
                dates.add(finding);
                this.failures.add(new TlsConfigurationException(
                        property, finding, "Renew the certificate, or correct the clock of this machine.", ""));
            } else if (validity.status() == Status.EXPIRING) {
                warn("%s: %s".formatted(property, finding));
            }
        }
        chain.warnings().stream()
                .filter(warning -> !dates.contains(warning))
                .forEach(warning -> warn("%s: %s".formatted(property, warning)));
        if (dates.isEmpty()) {
            this.systemTrust
                    .flatMap(system -> system.refusal(chain, side))
                    .ifPresent(refusal -> note("%s: not trusted by this system, as is normal for a private CA: %s"
                            .formatted(property, refusal)));
        }
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }

    Report report() {
        return new Report(this.failures.analyses(), this.failures.problems(), this.warnings, this.notes, this.contexts);
    }
}
