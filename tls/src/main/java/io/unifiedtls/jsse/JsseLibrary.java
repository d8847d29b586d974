package io.unifiedtls.jsse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ChannelBinding;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.internal.context.ClientEngineFactory;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.GroupParameters;
import io.unifiedtls.internal.context.ResolvedSettings;
import io.unifiedtls.internal.context.ServerEngineFactory;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.internal.context.TlsLibrary;
import io.unifiedtls.internal.engine.SessionSource;
import io.unifiedtls.internal.record.RecordFault;

/**
 * The engines of a JSSE provider.
 *
 * @param provider the provider, which need not be registered; whichever there is if empty
 * @param alerts sends refused peers a precise alert, if possible
 * @param traits what is known of the provider
 */
record JsseLibrary(Optional<Provider> provider, Optional<PreciseAlerts> alerts, ProviderTraits traits)
        implements TlsLibrary {

    private static final char REPLACED = '\uFFFD';

    /** Returns what the provider has. */
    SSLParameters supported() {
        // No managers at all, since the default ones of a provider read the trust store of the JDK.
        return newContext(List.of()).getSupportedSSLParameters();
    }

    @Override
    public ServerEngineFactory server(ServerEngineParameters setup) {
        var context = newContext(List.of(setup.keyManager()), setup.trustManager());
        return new Server(
                context,
                secure(setup.settings().parameters(setup.configuration()), setup.settings(), defaultGroups(context)),
                setup.settings(),
                this.traits);
    }

    @Override
    public ClientEngineFactory client(ClientEngineParameters setup) {
        var context = newContext(List.of(setup.keyManager()), setup.trustManager());
        return new Client(context, setup.settings(), defaultGroups(context), this.traits);
    }

    private static SSLParameters secure(SSLParameters parameters, ResolvedSettings settings, String[] defaultGroups) {
        parameters.setAlgorithmConstraints(NoSha1.INSTANCE);
        if (settings.groups().isEmpty() && defaultGroups.length > 0) {
            GroupParameters.set(parameters, defaultGroups);
        }
        return parameters;
    }

    /**
     * Returns the JDK's own groups without those that cost a server many times what they cost the client: finite fields
     * (CVE-2002-20001, CVE-2022-40735) and X448. None means those of the provider, as does a choice for the whole JVM.
     */
    private String[] defaultGroups(SSLContext context) {
        if (this.provider.filter(any -> any.getName().equals("SunJSSE")).isEmpty()
                || System.getProperty("jdk.tls.namedGroups") != null) {
            return new String[0];
        }
        return GroupParameters.get(context.createSSLEngine().getSSLParameters()).stream()
                .filter(group -> !group.startsWith("ffdhe") && !group.equals("x448"))
                .toArray(String[]::new);
    }

    @Override
    public boolean honours(String property, String value) {
        return this.traits.honours(property, value);
    }

    @Override
    public boolean reads(String serverName) {
        return this.traits.reads(serverName);
    }

    @Override
    public ByteBuffer invalidRecord(RecordFault fault) {
        return this.traits.invalidRecord(fault);
    }

    @Override
    public Optional<byte[]> exportKeyingMaterial(SSLEngine engine, String label, Optional<byte[]> context, int length)
            throws SSLException {
        return this.traits.exportKeyingMaterial(engine, label, context.orElse(null), length);
    }

    @Override
    public Optional<byte[]> channelBinding(SSLEngine engine, ChannelBinding type) throws SSLException {
        var ofProvider = this.traits.channelBinding(engine, type.registeredName());
        return ofProvider.isPresent() ? ofProvider : TlsLibrary.super.channelBinding(engine, type);
    }

    @Override
    public Optional<String> lacks(PrivateKey key) {
        return this.traits.lacks(key);
    }

    @Override
    public Optional<String> lacks(List<NamedGroup> groups) {
        return this.traits.lacks(groups);
    }

    /** Returns whether a name is one that JSSE has; what is not ASCII was replaced and is left to the library. */
    static boolean isHostName(String serverName) {
        try {
            return serverName.indexOf(REPLACED) >= 0
                    || new SNIHostName(serverName.getBytes(StandardCharsets.US_ASCII)).getType() == 0;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Override
    public void refusing(SSLEngine engine, CertificateVerificationException refusal) {
        this.alerts.ifPresent(any -> any.send(engine, refusal));
    }

    private SSLContext newContext(List<KeyManager> keyManagers, TrustManager... trustManagers) {
        try {
            var context = this.provider.isPresent()
                    ? SSLContext.getInstance("TLS", this.provider.get())
                    : SSLContext.getInstance("TLS");
            context.init(keyManagers.toArray(KeyManager[]::new), trustManagers, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("no usable TLS provider: " + e.getMessage(), e);
        }
    }

    private static void setGroups(SSLEngine engine, ResolvedSettings settings, ProviderTraits traits) {
        if (!settings.groups().isEmpty()) {
            traits.setGroups(
                    engine,
                    settings.groups().stream().map(NamedGroup::protocolName).toArray(String[]::new));
        }
    }

    private record Server(
            SSLContext context, SSLParameters parameters, ResolvedSettings settings, ProviderTraits traits)
            implements ServerEngineFactory {

        @Override
        public SSLEngine create() {
            var engine = this.context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setSSLParameters(this.parameters);
            setGroups(engine, this.settings, this.traits);
            var innerProtocols = this.settings.innerProtocols();
            if (!innerProtocols.isEmpty()) {
                // Empty means to continue without a protocol; JSSE would end the handshake.
                engine.setHandshakeApplicationProtocolSelector((any, offered) -> innerProtocols.stream()
                        .filter(offered::contains)
                        .findFirst()
                        .orElse(""));
            }
            return this.traits.ofServer(engine);
        }

        @Override
        public SessionSource sessions() {
            return SessionSource.of(this.context);
        }
    }

    private static final class Client implements ClientEngineFactory {

        private final SSLContext context;

        private final ResolvedSettings settings;

        private final String[] defaultGroups;

        private final ProviderTraits traits;

        private final UnaryOperator<SSLEngine> completion;

        private Client(SSLContext context, ResolvedSettings settings, String[] defaultGroups, ProviderTraits traits) {
            this.context = context;
            this.settings = settings;
            this.defaultGroups = defaultGroups;
            this.traits = traits;
            this.completion = traits.ofClient();
        }

        private SSLParameters parameters() {
            return secure(this.settings.clientParameters(), this.settings, this.defaultGroups);
        }

        /**
         * JSSE keeps no sessions of a client without a port, and a connection in memory has none; no server uses this
         * one.
         */
        private static final int NO_PORT = 1 << 16;

        @Override
        public SSLEngine create() {
            return inClientMode(this.context.createSSLEngine(), parameters());
        }

        @Override
        public SSLEngine create(String host, int port, Optional<SNIHostName> serverName) {
            var parameters = parameters();
            // Said explicitly, since JSSE sends no name that has a single label.
            parameters.setServerNames(List.copyOf(serverName.stream().toList()));
            return inClientMode(this.context.createSSLEngine(host, (port < 1) ? NO_PORT : port), parameters);
        }

        private SSLEngine inClientMode(SSLEngine engine, SSLParameters parameters) {
            engine.setUseClientMode(true);
            engine.setSSLParameters(parameters);
            setGroups(engine, this.settings, this.traits);
            return this.completion.apply(engine);
        }

        @Override
        public SessionSource sessions() {
            return SessionSource.of(this.context);
        }
    }
}
