package io.unifiedtls.autoconfigure.actuate;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import io.unifiedtls.ReloadableContext;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.TlsContexts;

/** Shows which TLS implementation each context uses, and until when its certificates are valid. */
final class TlsInfoContributor implements InfoContributor {

    private final TlsContexts contexts;

    TlsInfoContributor(TlsContexts contexts) {
        this.contexts = contexts;
    }

    /**
     * A context.
     *
     * @param validUntil when its first certificate expires; absent if it has none
     */
    record Context(
            String implementation,
            @Nullable Long generation,
            int certificates,
            @Nullable Instant validUntil) {

        private static Context of(TlsContext context) {
            var chains = context.loadedChains();
            return new Context(
                    context.implementation().name(),
                    (context instanceof ReloadableContext reloadable) ? reloadable.generation() : null,
                    chains.size(),
                    chains.stream()
                            .map(chain -> chain.leaf().getNotAfter().toInstant())
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        }
    }

    @Override
    public void contribute(Info.Builder builder) {
        var servers = new LinkedHashMap<String, Context>();
        this.contexts.serverNames().forEach(name -> servers.put(name, Context.of(this.contexts.server(name))));
        var clients = new LinkedHashMap<String, Context>();
        this.contexts.clientNames().forEach(name -> clients.put(name, Context.of(this.contexts.client(name))));
        if (!servers.isEmpty() || !clients.isEmpty()) {
            builder.withDetail("tls", Map.of("servers", servers, "clients", clients));
        }
    }
}
