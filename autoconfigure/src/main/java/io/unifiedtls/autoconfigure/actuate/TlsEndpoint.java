package io.unifiedtls.autoconfigure.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.shared.SharedTicketKeys;
import io.unifiedtls.internal.context.Inspection;
import io.unifiedtls.internal.text.ServerNames;

/**
 * Shows the contexts of the application, explains which certificate chain a server presents, and reloads contexts.
 * Never shows a key or a password.
 */
@Endpoint(id = "tls")
final class TlsEndpoint {

    /** A chain that is loaded on demand may have to be fetched; its server waits no longer either. */
    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(10);

    private static final String REVOKE_TICKET_KEYS = "revoke-ticket-keys";

    private final TlsContexts contexts;

    private final ContextDescriber describer;

    private final ObjectProvider<SharedTicketKeys> sharedKeys;

    private final Clock clock;

    TlsEndpoint(
            TlsContexts contexts,
            ContextDescriber describer,
            ObjectProvider<SharedTicketKeys> sharedKeys,
            Clock clock) {
        this.contexts = contexts;
        this.describer = describer;
        this.sharedKeys = sharedKeys;
        this.clock = clock;
    }

    /** The contexts by side and name. */
    record Descriptor(Map<String, ContextDescriptor> servers, Map<String, ContextDescriptor> clients)
            implements OperationResponseBody {}

    /** What became of the reload of a context. */
    record Reload(
            String side,
            String context,
            String outcome,
            long generation,
            @Nullable String problem) {

        static Reload of(TlsReloadEvent event) {
            return new Reload(
                    event.side().tag(),
                    event.contextName(),
                    event.outcome().name().toLowerCase(Locale.ROOT),
                    event.generation(),
                    event.problem().orElse(null));
        }
    }

    /** What became of the reloads of several contexts. */
    record Reloads(List<Reload> reloads) implements OperationResponseBody {}

    /** That no session of before is resumed any more, by this node. */
    record Revocation(Instant ticketKeysRevokedAt) implements OperationResponseBody {}

    @ReadOperation
    Descriptor contexts() {
        var servers = new LinkedHashMap<String, ContextDescriptor>();
        this.contexts
                .serverNames()
                .forEach(name -> servers.put(name, this.describer.describe(name, this.contexts.server(name))));
        var clients = new LinkedHashMap<String, ContextDescriptor>();
        this.contexts
                .clientNames()
                .forEach(name -> clients.put(name, this.describer.describe(name, this.contexts.client(name))));
        return new Descriptor(servers, clients);
    }

    /**
     * Returns a context, or which chain its server presents for a server name.
     *
     * @param serverName empty for a client that does not send one
     * @return null if the context is unknown
     */
    @ReadOperation
    @Nullable
    OperationResponseBody context(@Selector String context, @Nullable String serverName) {
        if (serverName != null) {
            return selection(context, serverName);
        }
        if (!isKnown(context)) {
            return null;
        }
        var servers = new LinkedHashMap<String, ContextDescriptor>();
        if (this.contexts.serverNames().contains(context)) {
            servers.put(context, this.describer.describe(context, this.contexts.server(context)));
        }
        var clients = new LinkedHashMap<String, ContextDescriptor>();
        if (this.contexts.clientNames().contains(context)) {
            clients.put(context, this.describer.describe(context, this.contexts.client(context)));
        }
        return new Descriptor(servers, clients);
    }

    /** Reads the files of all contexts again. */
    @WriteOperation
    Reloads reloadAll() {
        var names = new ArrayList<>(this.contexts.serverNames());
        this.contexts.clientNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return new Reloads(names.stream()
                .flatMap(name -> this.contexts.reload(name).stream())
                .map(Reload::of)
                .toList());
    }

    /** Reads the files of a context again. */
    @WriteOperation
    Reloads reload(@Selector String context) {
        if (!isKnown(context)) {
            throw invalid("unknown context; available: %s"
                    .formatted(Stream.concat(this.contexts.serverNames().stream(), this.contexts.clientNames().stream())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))));
        }
        return new Reloads(
                this.contexts.reload(context).stream().map(Reload::of).toList());
    }

    /**
     * Replaces the session ticket keys that nodes share, those of all servers: no session of before is resumed, by this
     * node from now on, and by the others after their next poll. The path names it, so that no body is needed.
     *
     * @param operation {@code revoke-ticket-keys}
     */
    @WriteOperation
    Revocation revoke(@Selector String context, @Selector String operation) {
        if (!this.contexts.serverNames().contains(context)) {
            throw invalid("unknown server; available: %s".formatted(String.join(", ", this.contexts.serverNames())));
        }
        if (!operation.equals(REVOKE_TICKET_KEYS)) {
            throw invalid("unknown operation; available: " + REVOKE_TICKET_KEYS);
        }
        return revokeTicketKeys();
    }

    private Revocation revokeTicketKeys() {
        var shared = this.sharedKeys.getIfUnique();
        if (shared == null) {
            throw invalid(
                    "no session ticket keys are shared (tls.sessions.shared); restart the application for new ones");
        }
        try {
            shared.revoke();
            return new Revocation(this.clock.instant());
        } catch (IOException failure) {
            throw new UncheckedIOException("the session ticket keys could not be revoked", failure);
        }
    }

    private boolean isKnown(String context) {
        return this.contexts.serverNames().contains(context)
                || this.contexts.clientNames().contains(context);
    }

    private @Nullable SelectionDescriptor selection(String context, String serverName) {
        if (!this.contexts.serverNames().contains(context)) {
            return null;
        }
        var requested = Optional.of(serverName).filter(name -> !name.isEmpty()).map(ServerNames::normalized);
        if (requested.isPresent() && !ServerNames.isHostName(requested.get())) {
            throw invalid("serverName is not a valid host name; use ASCII letters, with xn-- for all others");
        }
        return select(this.contexts.server(context), requested);
    }

    private SelectionDescriptor select(ServerContext server, Optional<String> serverName) {
        var selecting = Inspection.selection(server, serverName)
                .orElseThrow(() -> invalid("the context is not one of the TLS implementations, and cannot be asked"));
        try {
            var selection = selecting
                    .orTimeout(LONGEST_LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return SelectionDescriptor.of(serverName.orElse(null), selection, this.clock.instant());
        } catch (CompletionException failure) {
            var cause = (failure.getCause() == null) ? failure : failure.getCause();
            throw invalid("the chain cannot be loaded: " + cause.getMessage());
        }
    }

    private static InvalidEndpointRequestException invalid(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }
}
