package io.unifiedtls.boringssl.internal;

import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.ResolvedSettings;
import io.unifiedtls.internal.context.ServerEngineParameters;

/** Builds Netty's contexts from a configuration. */
public final class BoringSslContexts {

    private BoringSslContexts() {}

    /**
     * Returns the context of a server.
     *
     * @param innerProtocols the protocols to accept by ALPN
     * @throws ConfigurationException if the library refuses a setting
     */
    public static NativeContext server(ServerEngineParameters setup, List<String> innerProtocols)
            throws ConfigurationException {
        var clientAuthentication = switch (setup.configuration().clientAuthentication()) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
        return build(
                SslContextBuilder.forServer((KeyManager) new NativeKeyManager(setup.keyManager(), setup.credentials()))
                        .clientAuth(clientAuthentication)
                        .enableOcsp(staples(setup.configuration())),
                setup.settings(),
                setup.settings().parameters(setup.configuration()),
                new AlertingTrustManager(setup.trustManager(), new SessionLifetime(setup.clock())),
                innerProtocols);
    }

    private static boolean staples(TlsServerConfiguration configuration) {
        return configuration.signingChainSource().isPresent()
                || configuration.certificateChains().stream().anyMatch(SigningChain.Stapled.class::isInstance);
    }

    /**
     * Returns the context of a client.
     *
     * @param innerProtocols the protocols to offer by ALPN
     * @throws ConfigurationException if the library refuses a setting
     */
    public static NativeContext client(ClientEngineParameters setup, List<String> innerProtocols)
            throws ConfigurationException {
        var context = build(
                SslContextBuilder.forClient()
                        .keyManager(new NativeKeyManager(setup.keyManager(), setup.credentials()))
                        .endpointIdentificationAlgorithm("HTTPS"),
                setup.settings(),
                setup.settings().clientParameters(),
                new AlertingTrustManager(setup.trustManager(), new SessionLifetime(setup.clock())),
                innerProtocols);
        // It takes tickets from servers of TLS 1.2 too.
        context.sessions().setTicketKeys(new OpenSslSessionTicketKey[0]);
        return context;
    }

    private static NativeContext build(
            SslContextBuilder builder,
            ResolvedSettings settings,
            SSLParameters parameters,
            X509ExtendedTrustManager trustManager,
            List<String> innerProtocols)
            throws ConfigurationException {
        try {
            builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols(parameters.getProtocols())
                    .ciphers(List.of(parameters.getCipherSuites()), IdentityCipherSuiteFilter.INSTANCE)
                    .trustManager(trustManager)
                    .applicationProtocolConfig(alpn(innerProtocols))
                    // Key and trust managers find the handshake by the thread, while the engine works.
                    .option(OpenSslContextOption.USE_TASKS, false);
            if (!settings.groups().isEmpty()) {
                builder.option(
                        OpenSslContextOption.GROUPS,
                        settings.groups().stream().map(NamedGroup::protocolName).toArray(String[]::new));
            }
            return new NativeContext((ReferenceCountedOpenSslContext) builder.build());
        } catch (SSLException e) {
            throw new ConfigurationException("BoringSSL refused the configuration: " + e.getMessage(), e);
        }
    }

    private static ApplicationProtocolConfig alpn(List<String> innerProtocols) {
        return innerProtocols.isEmpty()
                ? ApplicationProtocolConfig.DISABLED
                : new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        // Without a common protocol the handshake continues without one.
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        innerProtocols);
    }
}
