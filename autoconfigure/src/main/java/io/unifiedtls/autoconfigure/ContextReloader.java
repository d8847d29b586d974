package io.unifiedtls.autoconfigure;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEventPublisher;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ReloadableContext;
import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.context.OnDemand;
import io.unifiedtls.internal.context.Reloads;
import io.unifiedtls.internal.ondemand.DirectoryChains;

/** Reloads the contexts of {@code tls.servers} and {@code tls.clients}, and reports what became of it. Thread-safe. */
public final class ContextReloader {

    private static final Log LOG = LogFactory.getLog(ContextReloader.class);

    /** A context, by what it is called in the properties. */
    public record Entry(Side side, String name) {

        String title() {
            return "TLS %s '%s'".formatted(this.side.tag(), this.name);
        }

        String property() {
            return (this.side == Side.SERVER) ? PropertyNames.server(this.name) : PropertyNames.client(this.name);
        }
    }

    private final TlsContexts contexts;

    private final ContextFactory factory;

    private final ApplicationEventPublisher events;

    private final PropertyChanges propertyChanges;

    /** The last problem of the files of each context that was reported. */
    private final Map<Entry, String> problems = new ConcurrentHashMap<>();

    /** Why contexts continue with their properties of before. */
    private final Map<Entry, String> propertyProblems = new ConcurrentHashMap<>();

    private String bindingProblem = "";

    ContextReloader(
            TlsContexts contexts,
            ContextFactory factory,
            PropertyChanges propertyChanges,
            ApplicationEventPublisher events) {
        this.contexts = contexts;
        this.factory = factory;
        this.propertyChanges = propertyChanges;
        this.events = events;
    }

    /** Returns the files and directories of each context that can be reloaded. */
    public Map<Entry, Set<Path>> paths() {
        var paths = new LinkedHashMap<Entry, Set<Path>>();
        reloadable().forEach((entry, context) -> paths.put(entry, Reloads.paths(context)));
        return paths;
    }

    /** Returns the directories of certificates that are loaded on demand. */
    public List<DirectoryChains> certificateDirectories() {
        return this.contexts.serverNames().stream()
                .map(this.contexts::server)
                .flatMap(context -> OnDemand.of(context).stream())
                .flatMap(onDemand -> onDemand.directory().stream())
                .toList();
    }

    /** Returns the contexts whose last reload has failed, or whose changed properties are wrong. */
    public Set<Entry> failed() {
        var failed = new HashSet<>(this.problems.keySet());
        failed.addAll(this.propertyProblems.keySet());
        return failed;
    }

    /** Reads the files of contexts again because somebody asks for it, and returns what became of it. */
    public List<TlsReloadEvent> reload(Collection<Entry> entries) {
        var events = reloaded(entries);
        events.forEach(this::report);
        return events;
    }

    /**
     * Reads the files of contexts again because they may have changed. Reports what has changed, and each problem once.
     *
     * @param mayBeIncomplete whether a problem is not to be reported yet, since files may still be written
     * @return whether there is a problem that was not reported
     */
    public boolean update(Collection<Entry> entries, boolean mayBeIncomplete) {
        if (!Collections.disjoint(entries, this.propertyProblems.keySet())) {
            updateProperties(); // what they name may be there by now
        }
        var isIncomplete = false;
        for (var event : reloaded(entries)) {
            var isNewProblem = event.outcome() == Outcome.FAILURE
                    && !event.problem().equals(Optional.ofNullable(this.problems.get(entry(event))));
            if (isNewProblem && mayBeIncomplete) {
                isIncomplete = true;
            } else if (isNewProblem || event.outcome() == Outcome.SUCCESS || hadProblem(event)) {
                report(event);
            }
        }
        return isIncomplete;
    }

    /**
     * Takes up properties that have changed, and reports what became of it, each problem once. One that is wrong
     * changes nothing.
     */
    public synchronized void updateProperties() {
        List<PropertyChanges.Change> changes;
        try {
            changes = this.propertyChanges.take();
            this.bindingProblem = "";
        } catch (TlsConfigurationException wrong) {
            var problem = String.valueOf(wrong.getMessage());
            if (!problem.equals(this.bindingProblem)) {
                LOG.warn("changed properties are not used: %s".formatted(problem));
            }
            this.bindingProblem = problem;
            return;
        }
        this.propertyProblems
                .keySet()
                .retainAll(changes.stream().map(PropertyChanges.Change::entry).toList());
        changes.forEach(this::report);
    }

    private void report(PropertyChanges.Change change) {
        var entry = change.entry();
        var generation = Objects.requireNonNull(reloadable().get(entry)).generation();
        if (change.problem().isEmpty()) {
            this.propertyProblems.remove(entry);
            report(new TlsReloadEvent(entry.side(), entry.name(), Outcome.SUCCESS, generation, Optional.empty()));
            return;
        }
        var problem = change.problem().get();
        if (!problem.equals(this.propertyProblems.put(entry, problem))) {
            LOG.warn("%s cannot use its changed properties, and continues with those of before: %s"
                    .formatted(entry.title(), problem));
            publish(new TlsReloadEvent(entry.side(), entry.name(), Outcome.FAILURE, generation, change.problem()));
        }
    }

    private boolean hadProblem(TlsReloadEvent event) {
        return event.outcome() == Outcome.UNCHANGED && this.problems.containsKey(entry(event));
    }

    private static Entry entry(TlsReloadEvent event) {
        return new Entry(event.side(), event.contextName());
    }

    private List<TlsReloadEvent> reloaded(Collection<Entry> entries) {
        var reloadable = reloadable();
        reloadable.keySet().retainAll(entries);
        var outcomes = Reloads.reload(reloadable.values()).iterator();
        return reloadable.keySet().stream()
                .map(entry -> event(entry, outcomes.next()))
                .toList();
    }

    private Map<Entry, ReloadableContext> reloadable() {
        var all = new LinkedHashMap<Entry, TlsContext>();
        this.contexts.serverNames().forEach(name -> all.put(new Entry(Side.SERVER, name), this.contexts.server(name)));
        this.contexts.clientNames().forEach(name -> all.put(new Entry(Side.CLIENT, name), this.contexts.client(name)));
        var reloadable = new LinkedHashMap<Entry, ReloadableContext>();
        all.forEach((entry, context) -> {
            // a bean of the application may be anything
            if (context instanceof ReloadableContext candidate) {
                reloadable.put(entry, candidate);
            }
        });
        return reloadable;
    }

    private TlsReloadEvent event(Entry entry, Reloads.Outcome outcome) {
        var problem = outcome.failure().map(failure -> explain(entry, failure));
        var changed = outcome.hasChanged() ? Outcome.SUCCESS : Outcome.UNCHANGED;
        return new TlsReloadEvent(
                entry.side(),
                entry.name(),
                problem.isPresent() ? Outcome.FAILURE : changed,
                outcome.context().generation(),
                problem);
    }

    private void report(TlsReloadEvent event) {
        var entry = entry(event);
        if (event.problem().isPresent()) {
            this.problems.put(entry, event.problem().get());
            LOG.warn("%s cannot be reloaded, and continues with what was loaded before: %s"
                    .formatted(entry.title(), event.problem().get()));
        } else {
            this.problems.remove(entry);
            LOG.info((event.outcome() == Outcome.SUCCESS
                            ? "%s was reloaded: generation %d"
                            : "%s is unchanged: generation %d")
                    .formatted(entry.title(), event.generation()));
        }
        if (event.outcome() == Outcome.SUCCESS) {
            logWarnings(entry);
        }
        publish(event);
    }

    /** What a listener throws must not end the watch of files. */
    private void publish(TlsReloadEvent event) {
        try {
            this.events.publishEvent(event);
        } catch (RuntimeException e) {
            LOG.error("a listener of %s has failed".formatted(event), e);
        }
    }

    private String explain(Entry entry, ConfigurationException failure) {
        return String.valueOf(this.factory.explain(entry.property(), failure).getMessage());
    }

    private void logWarnings(Entry entry) {
        if (entry.side() == Side.SERVER) {
            CertificateWarnings.log(this.contexts.server(entry.name()), entry.property());
        } else {
            CertificateWarnings.log(this.contexts.client(entry.name()), entry.property());
        }
    }
}
