package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ReloadableContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.ImplementationChoices;
import io.unifiedtls.autoconfigure.actuate.ContextDescriptor.OnDemandChains;
import io.unifiedtls.autoconfigure.actuate.ContextDescriptor.TicketKeys;
import io.unifiedtls.autoconfigure.actuate.ContextDescriptor.Trust;
import io.unifiedtls.autoconfigure.inspection.CertificateDescriptor;
import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.inspection.ImplementationDescriptor;
import io.unifiedtls.autoconfigure.inspection.MaterialOrigins;
import io.unifiedtls.autoconfigure.inspection.Words;
import io.unifiedtls.internal.context.Inspection;
import io.unifiedtls.internal.context.LiveManagers;
import io.unifiedtls.internal.context.OnDemand;
import io.unifiedtls.internal.context.ResolvedSettings;
import io.unifiedtls.internal.ondemand.DirectoryChains;

/** Describes contexts as they are now. Thread-safe. */
final class ContextDescriber {

    private static final int SOONEST = 10;

    private final ImplementationChoices choices;

    private final ReloadHistory reloads;

    private final HandshakeCounts handshakes;

    private final Clock clock;

    ContextDescriber(ImplementationChoices choices, ReloadHistory reloads, HandshakeCounts handshakes, Clock clock) {
        this.choices = choices;
        this.reloads = reloads;
        this.handshakes = handshakes;
        this.clock = clock;
    }

    ContextDescriptor describe(String name, ServerContext context) {
        var configuration = context.configuration();
        return describe(
                Side.SERVER,
                name,
                context,
                configuration.certificateChains(),
                configuration.trustStore(),
                Words.of(configuration.clientAuthentication()),
                Words.of(configuration.unknownServerName()),
                Words.of(configuration.absentServerName()));
    }

    ContextDescriptor describe(String name, ClientContext context) {
        var configuration = context.configuration();
        return describe(
                Side.CLIENT,
                name,
                context,
                configuration.certificateChain().stream().toList(),
                configuration.trustStore(),
                null,
                null,
                null);
    }

    private ContextDescriptor describe(
            Side side,
            String name,
            TlsContext context,
            List<SigningChain> configured,
            Optional<TrustStore> trustStore,
            @Nullable String clientAuthentication,
            @Nullable String unknownServerName,
            @Nullable String absentServerName) {
        var now = this.clock.instant();
        var settings = Inspection.settings(context);
        return new ContextDescriptor(
                ImplementationDescriptor.of(context, side, name, this.choices),
                settings.map(any -> any.versions().stream()
                                .map(TlsVersion::protocol)
                                .toList())
                        .orElse(null),
                settings.map(any -> any.ciphers().stream().map(Object::toString).toList())
                        .orElse(null),
                settings.map(ResolvedSettings::groups)
                        .filter(groups -> !groups.isEmpty())
                        .map(groups ->
                                groups.stream().map(NamedGroup::protocolName).toList())
                        .orElse(null),
                settings.map(ResolvedSettings::innerProtocols).orElse(null),
                clientAuthentication,
                unknownServerName,
                absentServerName,
                ChainDescriptor.of(context, configured, ContextDescriptor.MOST_CHAINS, now),
                configured.size(),
                OnDemand.of(context)
                        .filter(OnDemand::isConfigured)
                        .map(onDemand -> onDemand(onDemand, now))
                        .orElse(null),
                trust(trustStore, context, now),
                ticketKeys(context),
                (context instanceof ReloadableContext reloadable) ? reloadable.generation() : null,
                this.reloads.loadedAt(side, name),
                this.reloads.last(side, name).orElse(null),
                this.handshakes.get(side, name));
    }

    private static OnDemandChains onDemand(OnDemand onDemand, Instant now) {
        var problems = onDemand.directory().map(DirectoryChains::problems).orElse(Map.of());
        var broken = new LinkedHashMap<String, String>();
        problems.entrySet().stream()
                .limit(OnDemandChains.MOST_BROKEN)
                .forEach(problem -> broken.put(problem.getKey(), problem.getValue()));
        return new OnDemandChains(
                onDemand.directory().map(chains -> chains.location().toString()).orElse(null),
                onDemand.directory().map(DirectoryChains::names).orElse(null),
                onDemand.loaded(),
                problems.size(),
                broken,
                onDemand.soonestToExpire(SOONEST).stream()
                        .map(chain -> ChainDescriptor.of(chain, null, now))
                        .toList());
    }

    private static @Nullable TicketKeys ticketKeys(TlsContext context) {
        return Inspection.ticketKeys(context)
                .map(keys -> new TicketKeys(
                        origin(context, keys), keys.count(), keys.madeAt().orElse(null)))
                .orElse(null);
    }

    private static String origin(TlsContext context, Inspection.TicketKeys keys) {
        if (context instanceof ServerContext server
                && server.configuration().sessionTicketKeySource().isPresent()) {
            return "shared";
        }
        return keys.madeAt().isPresent() ? "generated" : "configured";
    }

    private static @Nullable Trust trust(Optional<TrustStore> store, TlsContext context, Instant now) {
        var authorities = LiveManagers.authorities(context);
        if (authorities.isEmpty()) {
            return null; // a server that verifies no client
        }
        return new Trust(
                MaterialOrigins.of(store.orElse(TrustStore.system())),
                authorities.size(),
                authorities.stream()
                        .min(Comparator.comparing(certificate -> certificate.getNotAfter()))
                        .map(certificate -> CertificateDescriptor.of(certificate, now))
                        .orElse(null));
    }
}
