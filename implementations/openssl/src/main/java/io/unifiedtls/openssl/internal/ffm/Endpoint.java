package io.unifiedtls.openssl.internal.ffm;

import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.X509ExtendedKeyManager;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.ResolvedSettings;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.internal.context.SessionIdContext;
import io.unifiedtls.internal.context.TicketKeys;
import io.unifiedtls.internal.engine.SessionSource;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.trust.PeerTrustManager;

/**
 * What the engines of one client or one server share. Thread-safe.
 *
 * @param context the context of OpenSSL
 * @param defaults the settings of the configuration
 * @param ciphers the cipher suites of the library
 * @param keyManager chooses an alias
 * @param credentials returns the credential of an alias
 * @param forms the credentials in the form of OpenSSL
 * @param trustManager verifies peers
 * @param clock for validity periods
 * @param clientSessions the sessions of a client
 * @param scope within which the sessions of a server are resumed; empty for a client
 * @param ticketKeys the session ticket keys of a server
 */
record Endpoint(
        Context context,
        EngineSettings.Defaults defaults,
        Ciphers ciphers,
        X509ExtendedKeyManager keyManager,
        Function<String, Optional<Credential>> credentials,
        NativeCredentials forms,
        PeerTrustManager trustManager,
        Clock clock,
        ClientSessionCache clientSessions,
        Optional<SessionIdContext> scope,
        Supplier<TicketKeys> ticketKeys)
        implements SessionSource {

    static Endpoint of(ClientEngineParameters setup, Ciphers ciphers) throws ConfigurationException {
        var context = context(setup.settings(), ciphers);
        context.client();
        return new Endpoint(
                context,
                EngineSettings.Defaults.of(setup.settings(), groups(setup.settings()), ClientAuthentication.NONE, true),
                ciphers,
                setup.keyManager(),
                setup.credentials(),
                new NativeCredentials(),
                setup.trustManager(),
                setup.clock(),
                new ClientSessionCache(),
                Optional.empty(),
                () -> TicketKeys.NONE);
    }

    static Endpoint of(
            ServerEngineParameters setup, Ciphers ciphers, SessionIdContext scope, Supplier<TicketKeys> ticketKeys)
            throws ConfigurationException {
        var context = context(setup.settings(), ciphers);
        context.server(
                setup.configuration().clientAuthentication(),
                setup.trustManager().getAcceptedIssuers());
        return new Endpoint(
                context,
                EngineSettings.Defaults.of(
                        setup.settings(),
                        groups(setup.settings()),
                        setup.configuration().clientAuthentication(),
                        false),
                ciphers,
                setup.keyManager(),
                setup.credentials(),
                new NativeCredentials(),
                setup.trustManager(),
                setup.clock(),
                new ClientSessionCache(),
                Optional.of(scope),
                ticketKeys);
    }

    private static List<String> groups(ResolvedSettings settings) {
        return settings.groups().isEmpty()
                ? Groups.DEFAULT
                : settings.groups().stream().map(NamedGroup::protocolName).toList();
    }

    private static Context context(ResolvedSettings settings, Ciphers ciphers) throws ConfigurationException {
        var context = new Context();
        try {
            context.ciphers(ciphers.list(settings.ciphers(), false), ciphers.list(settings.ciphers(), true));
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(String.valueOf(refused.getMessage()), refused);
        }
        var versions = settings.versions().stream().mapToInt(TlsVersion::code).summaryStatistics();
        context.versions(versions.getMin(), versions.getMax());
        var groups = Groups.list(groups(settings));
        if (!context.groups(groups)) {
            throw new ConfigurationException("OpenSSL refused the groups " + groups);
        }
        return context;
    }

    boolean isClient() {
        return this.defaults.isClient();
    }

    @Override
    public Provider provider() {
        return OpenSslProvider.INSTANCE;
    }

    /** A server has sessions of a client that are never used, since a context of JSSE has both. */
    @Override
    public SSLSessionContext serverSessions() {
        return new ServerSessions(this.context);
    }
}
