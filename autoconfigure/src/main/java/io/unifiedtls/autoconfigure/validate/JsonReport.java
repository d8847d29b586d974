package io.unifiedtls.autoconfigure.validate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.inspection.CertificateDescriptor;
import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.validate.ContextReport.Answer;

/** Writes reports for programs, as one JSON object on one line. */
final class JsonReport {

    private static final JsonWriter<Map<String, @Nullable Object>> WRITER =
            JsonWriter.<Map<String, @Nullable Object>>standard().withNewLineAtEnd();

    private JsonReport() {}

    static String of(Report report) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("valid", report.isValid());
        object.put(
                "problems", report.problems().stream().map(JsonReport::problem).toList());
        object.put("warnings", report.warnings());
        object.put("notes", report.notes());
        object.put("servers", contexts(report, Side.SERVER));
        object.put("clients", contexts(report, Side.CLIENT));
        return WRITER.writeToString(object);
    }

    private static Map<String, @Nullable Object> problem(Report.Problem problem) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("property", problem.property());
        object.put("problem", problem.problem());
        object.put("action", problem.action());
        return object;
    }

    private static Map<String, Object> contexts(Report report, Side side) {
        var contexts = new LinkedHashMap<String, Object>();
        report.contexts().stream()
                .filter(context -> context.side() == side)
                .forEach(context -> contexts.put(context.name(), context(context)));
        return contexts;
    }

    private static Map<String, Object> context(ContextReport context) {
        var implementation = new LinkedHashMap<String, Object>();
        implementation.put("name", context.implementation().name());
        implementation.put("selected", context.implementation().selected());
        implementation.put("skipped", context.implementation().skipped());
        var object = new LinkedHashMap<String, Object>();
        object.put("implementation", implementation);
        object.put("chains", context.chains().stream().map(JsonReport::chain).toList());
        object.put("chainCount", context.chainCount());
        if (context.side() == Side.SERVER) {
            object.put("serverNames", serverNames(context));
            object.put("serverNameCount", context.serverNameCount());
        }
        return object;
    }

    private static Map<String, @Nullable Object> chain(ChainDescriptor chain) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("serverNames", chain.serverNames());
        object.put("serverNameCount", chain.serverNameCount());
        object.put("origin", chain.origin());
        object.put("certificate", certificate(chain.certificate()));
        object.put(
                "intermediates",
                chain.intermediates().stream().map(JsonReport::certificate).toList());
        return object;
    }

    private static Map<String, Object> certificate(CertificateDescriptor certificate) {
        var object = new LinkedHashMap<String, Object>();
        object.put("subject", certificate.subject());
        object.put("issuer", certificate.issuer());
        object.put("serialNumber", certificate.serialNumber());
        object.put("key", certificate.key());
        object.put("signatureAlgorithm", certificate.signatureAlgorithm());
        object.put("validFrom", certificate.validFrom().toString());
        object.put("validUntil", certificate.validUntil().toString());
        object.put("daysLeft", certificate.daysLeft());
        object.put("sha256", certificate.sha256());
        return object;
    }

    private static Map<String, Object> serverNames(ContextReport context) {
        var names = new LinkedHashMap<String, Object>();
        context.serverNames().forEach((name, answers) -> {
            var clients = new LinkedHashMap<String, Object>();
            answers.forEach((client, answer) -> clients.put(client, answer(answer)));
            names.put(name, clients);
        });
        return names;
    }

    private static Map<String, @Nullable Object> answer(Answer answer) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("chain", answer.chain());
        object.put("suitable", answer.isSuitable());
        object.put("explanation", answer.explanation());
        return object;
    }
}
