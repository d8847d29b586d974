package io.unifiedtls.autoconfigure.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.inspection.ImplementationDescriptor;
import io.unifiedtls.autoconfigure.validate.ContextReport.Answer;

/** Writes reports for people. */
final class TextReport {

    private static final int NAMES_SHOWN = 5;

    private final List<String> lines = new ArrayList<>();

    private TextReport() {}

    static String of(Report report) {
        var text = new TextReport();
        report.contexts().forEach(text::add);
        text.add("Warnings", report.warnings());
        text.add("Notes", report.notes());
        report.failures().forEach(text::add);
        text.lines.add(conclusion(report));
        return text.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String conclusion(Report report) {
        return "The TLS configuration is %s: %s, %s"
                .formatted(
                        report.isValid() ? "valid" : "not valid",
                        count(report.problems().size(), "problem"),
                        count(report.warnings().size(), "warning"));
    }

    private static String count(int count, String noun) {
        return "%d %s%s".formatted(count, noun, (count == 1) ? "" : "s");
    }

    private void add(ContextReport context) {
        this.lines.add("TLS %s '%s'".formatted(context.side().tag(), context.name()));
        this.lines.add("  implementation: " + implementation(context.implementation()));
        for (var i = 0; i < context.chains().size(); i++) {
            add(i, context.chains().get(i));
        }
        addMore(context.chainCount() - context.chains().size(), "chain");
        if (!context.serverNames().isEmpty()) {
            this.lines.add("  server names:");
            context.serverNames().forEach((name, answers) -> this.lines.add("    %s: %s".formatted(name, of(answers))));
            addMore(context.serverNameCount() - context.serverNames().size(), "server name");
        }
        this.lines.add("");
    }

    private static String implementation(ImplementationDescriptor implementation) {
        if (implementation.selected().equals("configured")) {
            return implementation.name() + ", as configured";
        }
        var skipped = implementation.skipped().entrySet().stream()
                .map(one -> "%s skipped: %s".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining("; "));
        return "%s, the fastest that supports the configuration%s"
                .formatted(implementation.name(), skipped.isEmpty() ? "" : " (" + skipped + ")");
    }

    private void add(int index, ChainDescriptor chain) {
        var certificate = chain.certificate();
        this.lines.add("  chain %d: %s".formatted(index, certificate.subject()));
        if (chain.origin() != null) {
            this.lines.add("    from: " + chain.origin());
        }
        if (!chain.serverNames().isEmpty()) {
            this.lines.add("    names: " + names(chain));
        }
        this.lines.add("    issuer: " + certificate.issuer());
        this.lines.add("    key: " + certificate.key());
        this.lines.add(
                "    valid until: %s (%s)".formatted(certificate.validUntil(), daysLeft(certificate.daysLeft())));
        chain.intermediates()
                .forEach(intermediate -> this.lines.add("    intermediate: %s, valid until: %s"
                        .formatted(intermediate.subject(), intermediate.validUntil())));
    }

    private static String daysLeft(long days) {
        return (days < 0) ? "expired" : count((int) days, "day") + " left";
    }

    private static String names(ChainDescriptor chain) {
        var shown = chain.serverNames().stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        var more = chain.serverNameCount() - NAMES_SHOWN;
        return (more > 0) ? "%s and %d more".formatted(shown, more) : shown;
    }

    private void addMore(int count, String noun) {
        if (count > 0) {
            this.lines.add("    and %d more %s%s".formatted(count, noun, (count == 1) ? "" : "s"));
        }
    }

    /** Clients that get the same are named together. */
    private static String of(Map<String, Answer> answers) {
        var clients = new LinkedHashMap<Answer, List<String>>();
        answers.forEach((client, answer) ->
                clients.computeIfAbsent(answer, any -> new ArrayList<>()).add(client));
        return clients.entrySet().stream()
                .map(one -> "%s (%s)".formatted(of(one.getKey()), String.join(", ", one.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String of(Answer answer) {
        if (answer.chain() == null) {
            return answer.explanation();
        }
        return answer.isSuitable() ? "chain %d".formatted(answer.chain()) : "no suitable chain";
    }

    private void add(String title, List<String> findings) {
        if (!findings.isEmpty()) {
            this.lines.add(title + ":");
            this.lines.add("");
            findings.forEach(finding -> this.lines.add("  - " + finding));
            this.lines.add("");
        }
    }

    /** As Spring Boot prints it if a start fails. */
    private void add(FailureAnalysis failure) {
        this.lines.add("Description:");
        this.lines.add("");
        this.lines.add(failure.getDescription());
        this.lines.add("");
        if (StringUtils.hasText(failure.getAction())) {
            this.lines.add("Action:");
            this.lines.add("");
            this.lines.add(failure.getAction());
            this.lines.add("");
        }
    }
}
