package io.unifiedtls.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.ContextReloader.Entry;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Creates contexts from the properties, with every {@link HandshakeListener} bean listening. */
final class ContextFactory {

    // the default of Netty's SslHandler too
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private static final Log LOG = LogFactory.getLog(ContextFactory.class);

    /** Of the contexts that were created. */
    private final Map<String, PropertyOrigins> origins = new ConcurrentHashMap<>();

    private final TlsProperties properties;

    private final ConfigurationMapper configurations;

    private final InsecureClients insecureClients;

    private final ObjectProvider<HandshakeListener> listeners;

    private final ObjectProvider<TlsContexts> contexts;

    private final ImplementationChoices choices;

    ContextFactory(
            TlsProperties properties,
            ConfigurationMapper configurations,
            InsecureClients insecureClients,
            ObjectProvider<HandshakeListener> listeners,
            ObjectProvider<TlsContexts> contexts,
            ImplementationChoices choices) {
        this.properties = properties;
        this.configurations = configurations;
        this.insecureClients = insecureClients;
        this.listeners = listeners;
        this.contexts = contexts;
        this.choices = choices;
    }

    ServerContext server(String name) {
        var server = Objects.requireNonNull(this.properties.servers().get(name));
        var settings = new PropertyOrigins(PropertyNames.server(name));
        var configuration = this.configurations.server(name, server, settings);
        try {
            var context = create(
                    server.implementation(),
                    settings,
                    new Entry(Side.SERVER, name),
                    attempt -> TlsImplementation.choose(configuration, attempt),
                    implementation -> implementation.serverContext(configuration));
            return reloadable(observed(name, context, settings), ServerContext::reloadable, settings);
        } catch (ConfigurationException exception) {
            throw settings.explain(exception);
        }
    }

    /** Returns a context with other properties; its implementation stays the same. */
    ServerContext changed(String name, TlsProperties.Server server, ServerContext before) {
        var settings = new PropertyOrigins(PropertyNames.server(name));
        var configuration = this.configurations.server(name, server, settings);
        try {
            return observed(name, before.implementation().serverContext(configuration), settings);
        } catch (ConfigurationException exception) {
            throw settings.explain(exception);
        }
    }

    private ServerContext observed(String name, ServerContext created, PropertyOrigins settings) {
        StartWarnings.log(settings.entry(), created);
        CertificateWarnings.log(created, settings.entry());
        return observed(created, (context, listener) -> context.observed(name, listener), settings);
    }

    ClientContext client(String name) {
        var client = Objects.requireNonNull(this.properties.clients().get(name));
        var settings = new PropertyOrigins(PropertyNames.client(name));
        var configuration = this.configurations.client(client, settings);
        try {
            var context = create(
                    client.implementation(),
                    settings,
                    new Entry(Side.CLIENT, name),
                    attempt -> TlsImplementation.choose(expected(client, configuration), attempt),
                    implementation -> client.insecure().isEmpty()
                            ? implementation.clientContext(configuration)
                            : this.insecureClients.context(
                                    implementation, configuration, client.insecure(), settings.entry()));
            var observed = observed(name, context, settings);
            return client.insecure().isEmpty() ? reloadable(observed, ClientContext::reloadable, settings) : observed;
        } catch (ConfigurationException exception) {
            throw settings.explain(exception);
        }
    }

    /** Returns a context with other properties; its implementation stays the same. */
    ClientContext changed(String name, TlsProperties.Client client, ClientContext before) {
        var settings = new PropertyOrigins(PropertyNames.client(name));
        var configuration = this.configurations.client(client, settings);
        try {
            return observed(name, before.implementation().clientContext(configuration), settings);
        } catch (ConfigurationException exception) {
            throw settings.explain(exception);
        }
    }

    private ClientContext observed(String name, ClientContext created, PropertyOrigins settings) {
        StartWarnings.log(settings.entry(), created);
        CertificateWarnings.log(created, settings.entry());
        return observed(created, (context, listener) -> context.observed(name, listener), settings);
    }

    private <C> C observed(C created, BiFunction<C, HandshakeListener, C> observing, PropertyOrigins settings) {
        var context = created;
        for (var listener : this.listeners.orderedStream().toList()) {
            context = observing.apply(context, listener);
        }
        this.origins.put(settings.entry(), settings);
        return context;
    }

    private static <C> C reloadable(C context, UnaryOperator<C> reloadable, PropertyOrigins settings) {
        try {
            return reloadable.apply(context);
        } catch (UnsupportedOperationException notByThisImplementation) {
            LOG.warn("%s: %s".formatted(settings.entry(), notByThisImplementation.getMessage()));
            return context;
        }
    }

    /** Returns an error of a reload with the property that is at fault. */
    TlsConfigurationException explain(String entry, ConfigurationException exception) {
        return Objects.requireNonNull(this.origins.get(entry)).explain(exception);
    }

    WebServerTls webServer(String name) {
        var timeout =
                Objects.requireNonNull(this.properties.servers().get(name)).handshakeTimeout();
        return new WebServerTls(
                this.contexts.getObject().server(name), (timeout != null) ? timeout : HANDSHAKE_TIMEOUT);
    }

    /** Returns a configuration with the servers that a client may meet: any at all if it does not verify them. */
    private static TlsClientConfiguration expected(TlsProperties.Client client, TlsClientConfiguration configuration) {
        return client.insecure().isEmpty()
                ? configuration
                : configuration.toBuilder().trustStore(TrustStore.jdk()).build();
    }

    private <C> C create(
            @Nullable String ofEntry,
            PropertyOrigins settings,
            Entry entry,
            FastestImplementation.Choosing choosing,
            FastestImplementation.Creation<C> creation)
            throws ConfigurationException {
        var name = (ofEntry != null) ? ofEntry : this.properties.implementation();
        return name.equals(TlsProperties.AUTO)
                ? FastestImplementation.create(
                        entry.title(), choice -> this.choices.put(entry, choice), choosing, creation)
                : creation.with(named(name, ofEntry, settings));
    }

    private static TlsImplementation named(String name, @Nullable String ofEntry, PropertyOrigins settings) {
        try {
            return TlsImplementation.named(name);
        } catch (ConfigurationException exception) {
            var property =
                    (ofEntry != null) ? settings.entry() + ".implementation" : PropertyNames.PREFIX + ".implementation";
            var remedy = TlsImplementation.known().stream()
                    .filter(known -> known.name().equals(name))
                    .flatMap(known -> known.remedy().stream())
                    .map(StringUtils::capitalize)
                    .findFirst();
            throw new TlsConfigurationException(
                    property,
                    exception.getMessage(),
                    remedy.orElse("Add the module of the implementation to the class path")
                            + ", or let the fastest one be selected:",
                    Snippet.of(property, "auto"),
                    exception);
        }
    }
}
