package io.unifiedtls.internal.context;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ReloadableClientContext;
import io.unifiedtls.ReloadableContext;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.internal.material.MaterialSnapshot;

/** Reloads contexts together, so that those with a file in common never have different versions of it. */
public final class Reloads {

    /** A context that is reloaded here. */
    interface Reloading {

        Generations<?> generations();
    }

    /**
     * What became of a reload.
     *
     * @param hasChanged whether there is a new generation
     * @param failure why there is none, although the files may have changed
     */
    public record Outcome(ReloadableContext context, boolean hasChanged, Optional<ConfigurationException> failure) {}

    private Reloads() {}

    /**
     * Reads each file once, and has all contexts whose files have changed use them from now on. One that cannot stays
     * as it is.
     */
    public static synchronized List<Outcome> reload(Collection<? extends ReloadableContext> contexts) {
        var snapshot = new MaterialSnapshot();
        var outcomes = new ArrayList<Outcome>();
        var publications = new ArrayList<Runnable>();
        for (var context : contexts) {
            try {
                updateOnDemand(context);
                var publication = generations(context).prepare(snapshot);
                publication.ifPresent(publications::add);
                outcomes.add(new Outcome(context, publication.isPresent(), Optional.empty()));
            } catch (ConfigurationException failure) {
                outcomes.add(new Outcome(context, false, Optional.of(failure)));
            } catch (RuntimeException unexpected) {
                // The others must not stay as they are for it.
                var failure = new ConfigurationException("unexpected error: " + unexpected, unexpected);
                outcomes.add(new Outcome(context, false, Optional.of(failure)));
            }
        }
        publications.forEach(Runnable::run);
        return List.copyOf(outcomes);
    }

    private static void updateOnDemand(ReloadableContext context) throws ConfigurationException {
        if (context instanceof OnDemand.Loading loading) {
            loading.onDemand().update();
        }
    }

    /** Reloads a single context. */
    static boolean reload(ReloadableContext context) throws ConfigurationException {
        var outcome = reload(List.of(context)).get(0);
        if (outcome.failure().isPresent()) {
            throw outcome.failure().get();
        }
        return outcome.hasChanged();
    }

    /**
     * Has a context use another configuration from now on. No session from before can be resumed.
     *
     * @param replacement of the same implementation
     */
    public static synchronized void replace(ReloadableServerContext context, ServerContext replacement) {
        ((ReloadingServerContext) context).generations().replace((EngineServerContext) replacement);
    }

    /**
     * Has a context use another configuration from now on. No session from before can be resumed.
     *
     * @param replacement of the same implementation
     */
    public static synchronized void replace(ReloadableClientContext context, ClientContext replacement) {
        ((ReloadingClientContext) context).generations().replace((EngineClientContext) replacement);
    }

    /** Returns the files and directories that a context was loaded from. */
    public static Set<Path> paths(ReloadableContext context) {
        return generations(context).version().paths();
    }

    private static Generations<?> generations(ReloadableContext context) {
        return ((Reloading) context).generations();
    }
}
