package io.unifiedtls.autoconfigure.validate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.unifiedtls.ClientContext;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.ImplementationChoices;
import io.unifiedtls.autoconfigure.StartWarnings;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.inspection.ImplementationDescriptor;
import io.unifiedtls.autoconfigure.inspection.Words;
import io.unifiedtls.autoconfigure.validate.ContextReport.Answer;
import io.unifiedtls.internal.context.Inspection;
import io.unifiedtls.internal.context.OnDemand;
import io.unifiedtls.internal.ondemand.DirectoryChains;
import io.unifiedtls.internal.sni.CertificateSelector.Verdict;

/** Looks at contexts, as they would be after a start. */
final class ContextInspector {

    /** A first label that stands for any host name of a wildcard. */
    private static final String ANY_LABEL = "any-name-of-the-wildcard";

    private final ImplementationChoices choices;

    private final Findings findings;

    ContextInspector(ImplementationChoices choices, Findings findings) {
        this.choices = choices;
        this.findings = findings;
    }

    void inspect(String name, ServerContext context) {
        var entry = PropertyNames.server(name);
        var chains = context.loadedChains();
        for (var i = 0; i < chains.size(); i++) {
            this.findings.check(chains.get(i), Side.SERVER, PropertyNames.indexed(entry + ".certificate-chains", i));
        }
        StartWarnings.of(entry, context).forEach(this.findings::warn);
        onDemand(entry, context);
        var names = new LinkedHashSet<String>();
        chains.forEach(chain -> names.addAll(chain.serverNames()));
        var answers = new LinkedHashMap<String, Map<String, Answer>>();
        names.stream().limit(ContextReport.MOST).forEach(each -> answers.put(each, answers(context, each)));
        this.findings.add(new ContextReport(
                Side.SERVER,
                name,
                ImplementationDescriptor.of(context, Side.SERVER, name, this.choices),
                chains(context, context.configuration().certificateChains()),
                chains.size(),
                answers,
                names.size()));
    }

    void inspect(String name, ClientContext context) {
        var entry = PropertyNames.client(name);
        var chains = context.loadedChains();
        chains.forEach(chain -> this.findings.check(chain, Side.CLIENT, entry + ".certificate-chain"));
        StartWarnings.of(entry, context).forEach(this.findings::warn);
        this.findings.add(new ContextReport(
                Side.CLIENT,
                name,
                ImplementationDescriptor.of(context, Side.CLIENT, name, this.choices),
                chains(
                        context,
                        context.configuration().certificateChain().stream().toList()),
                chains.size(),
                Map.of(),
                0));
    }

    private List<ChainDescriptor> chains(TlsContext context, List<SigningChain> configured) {
        return ChainDescriptor.of(context, configured, ContextReport.MOST, this.findings.now());
    }

    private void onDemand(String entry, ServerContext context) {
        if (context.configuration().signingChainSource().isPresent()) {
            this.findings.note(
                    "%s.source: the bean was not asked, since the application does not run".formatted(entry));
        }
        OnDemand.of(context).flatMap(OnDemand::directory).ifPresent(directory -> ofDirectory(entry, directory));
    }

    private void ofDirectory(String entry, DirectoryChains directory) {
        var property = entry + ".certificate-directory";
        this.findings.note("%s: server names in %s: %d; their chains are loaded on demand, and were not checked"
                .formatted(property, directory.location(), directory.names()));
        var problems = directory.problems();
        problems.entrySet().stream()
                .limit(ContextReport.MOST)
                .forEach(problem ->
                        this.findings.warn("%s: %s: %s".formatted(property, problem.getKey(), problem.getValue())));
        if (problems.size() > ContextReport.MOST) {
            this.findings.warn(
                    "%s: %d more files cannot be used".formatted(property, problems.size() - ContextReport.MOST));
        }
    }

    private static Map<String, Answer> answers(ServerContext context, String name) {
        var requested = name.startsWith("*") ? ANY_LABEL + name.substring(1) : name;
        var answers = new LinkedHashMap<String, Answer>();
        // of configured chains, which are loaded
        Inspection.selection(context, Optional.of(requested))
                .map(CompletableFuture::join)
                .ifPresent(selection -> selection
                        .verdicts()
                        .forEach((client, verdicts) -> answers.put(client, answer(context, selection, verdicts))));
        return answers;
    }

    private static Answer answer(ServerContext context, Inspection.Selection selection, List<Verdict> verdicts) {
        var presented = Verdict.presented(verdicts);
        if (presented.isEmpty()) {
            return new Answer(null, false, "rejected with the alert unrecognized_name");
        }
        var verdict = verdicts.get(presented.getAsInt());
        var certificates = selection.candidates().get(presented.getAsInt()).certificates();
        var index = context.loadedChains().stream()
                .map(LoadedChain::certificates)
                .toList()
                .indexOf(certificates);
        return new Answer(index, verdict == Verdict.PRESENTED, Words.of(verdict));
    }
}
