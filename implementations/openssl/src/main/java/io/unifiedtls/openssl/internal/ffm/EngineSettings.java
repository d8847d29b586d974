package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.context.ResolvedSettings;

/** The settings of one engine: those of the configuration, until they are changed. Not thread-safe. */
final class EngineSettings {

    /**
     * The settings of a configuration.
     *
     * @param ciphers the cipher suites, best first
     * @param protocols the versions, as JSSE writes them
     * @param groups the groups, best first, by their IANA names
     * @param innerProtocols the ALPN protocols, best first, as JSSE writes them
     * @param authentication how a server requests client certificates
     * @param isClient whether this is a client
     */
    record Defaults(
            List<CipherSuite> ciphers,
            List<String> protocols,
            List<String> groups,
            List<String> innerProtocols,
            ClientAuthentication authentication,
            boolean isClient) {

        static Defaults of(
                ResolvedSettings settings, List<String> groups, ClientAuthentication authentication, boolean isClient) {
            return new Defaults(
                    settings.ciphers(),
                    settings.versions().stream().map(TlsVersion::protocol).toList(),
                    groups,
                    settings.innerProtocols(),
                    authentication,
                    isClient);
        }
    }

    private final Defaults defaults;

    private final Ciphers library;

    private List<CipherSuite> ciphers;

    private List<String> protocols;

    private List<String> groups;

    private List<String> innerProtocols;

    private ClientAuthentication authentication;

    private Optional<SNIHostName> serverName = Optional.empty();

    private boolean serverOrder = true;

    private @Nullable String endpointIdentification;

    private String @Nullable [] signatureSchemes;

    private @Nullable Collection<SNIMatcher> matchers;

    EngineSettings(Defaults defaults, Ciphers library) {
        this.defaults = defaults;
        this.library = library;
        this.ciphers = defaults.ciphers();
        this.protocols = defaults.protocols();
        this.groups = defaults.groups();
        this.innerProtocols = defaults.innerProtocols();
        this.authentication = defaults.authentication();
        this.endpointIdentification = defaults.isClient() ? "HTTPS" : null;
    }

    // ---- single settings

    String[] ciphers() {
        return this.ciphers.stream().map(CipherSuite::name).toArray(String[]::new);
    }

    void ciphers(String[] names) {
        this.ciphers = this.library.named(names);
    }

    String[] protocols() {
        return this.protocols.toArray(String[]::new);
    }

    void protocols(String[] names) {
        var known = List.of(TlsVersion.TLSv1_2.protocol(), TlsVersion.TLSv1_3.protocol());
        for (var name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("OpenSSL is not used with the version " + name);
            }
        }
        this.protocols = known.stream().filter(List.of(names)::contains).toList();
    }

    ClientAuthentication authentication() {
        return this.authentication;
    }

    void authentication(ClientAuthentication authentication) {
        this.authentication = authentication;
    }

    List<String> innerProtocols() {
        return this.innerProtocols;
    }

    Optional<SNIHostName> serverName() {
        return this.serverName;
    }

    void serverName(Optional<SNIHostName> serverName) {
        this.serverName = serverName;
    }

    /** Returns whether a server accepts a name; as in JSSE, it accepts every one if there are no matchers. */
    boolean accepts(SNIHostName requested) {
        var all = this.matchers;
        return all == null
                || all.stream().noneMatch(matcher -> matcher.getType() == requested.getType())
                || all.stream()
                        .filter(matcher -> matcher.getType() == requested.getType())
                        .anyMatch(matcher -> matcher.matches(requested));
    }

    /** Returns what has to be the same for a session to be offered. */
    List<Object> sessionSettings() {
        return List.of(
                this.ciphers,
                this.protocols,
                this.groups,
                this.innerProtocols,
                (this.signatureSchemes == null) ? List.of() : List.of(this.signatureSchemes));
    }

    // ---- all of them

    SSLParameters parameters() {
        var parameters = new SSLParameters(ciphers(), protocols());
        switch (this.authentication) {
            case NONE -> {}
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        parameters.setApplicationProtocols(this.innerProtocols.toArray(String[]::new));
        parameters.setNamedGroups(this.groups.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(this.serverOrder);
        parameters.setEndpointIdentificationAlgorithm(this.endpointIdentification);
        parameters.setSignatureSchemes(this.signatureSchemes);
        if (this.defaults.isClient()) {
            parameters.setServerNames(List.copyOf(this.serverName.stream().toList()));
        } else if (this.matchers != null) {
            parameters.setSNIMatchers(this.matchers);
        }
        return parameters;
    }

    void parameters(SSLParameters parameters) {
        if (parameters.getAlgorithmConstraints() != null) {
            throw new IllegalArgumentException("OpenSSL does not support AlgorithmConstraints");
        }
        if (parameters.getCipherSuites() != null) {
            ciphers(parameters.getCipherSuites());
        }
        if (parameters.getProtocols() != null) {
            protocols(parameters.getProtocols());
        }
        if (!this.defaults.isClient()) {
            this.authentication = parameters.getNeedClientAuth()
                    ? ClientAuthentication.REQUIRED
                    : parameters.getWantClientAuth() ? ClientAuthentication.OPTIONAL : ClientAuthentication.NONE;
        }
        this.innerProtocols = List.of(parameters.getApplicationProtocols());
        if (parameters.getNamedGroups() != null) {
            this.groups = groups(parameters.getNamedGroups());
        }
        this.serverOrder = parameters.getUseCipherSuitesOrder();
        this.endpointIdentification = parameters.getEndpointIdentificationAlgorithm();
        this.signatureSchemes = parameters.getSignatureSchemes();
        this.matchers = parameters.getSNIMatchers();
        if (parameters.getServerNames() != null) {
            this.serverName = parameters.getServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(SNIHostName.class::cast)
                    .findFirst();
        }
    }

    /** Unknown ones are ignored, as {@link SSLParameters#setNamedGroups} says. */
    private static List<String> groups(String[] names) {
        var known = Arrays.stream(names)
                .flatMap(name -> NamedGroup.named(name).stream())
                .map(NamedGroup::protocolName)
                .filter(Groups.SUPPORTED::contains)
                .toList();
        if (known.isEmpty()) {
            throw new IllegalArgumentException("OpenSSL has none of the groups " + List.of(names));
        }
        return known;
    }

    // ---- in OpenSSL

    /** Sets on a connection what is not as in its context. */
    void apply(long ssl) {
        ErrorQueue.clear();
        if (!this.ciphers.equals(this.defaults.ciphers()) || !this.protocols.equals(this.defaults.protocols())) {
            applyVersions(ssl);
        }
        if (!this.groups.equals(this.defaults.groups())) {
            Context.require(
                    Context.text(
                            Groups.list(this.groups), list -> LibSsl.SSL_CTRL.call(ssl, Controls.SET_GROUPS, 0, list)),
                    "the groups");
        }
        var schemes = this.signatureSchemes;
        if (schemes != null) {
            Context.require(
                    Context.text(
                            String.join(":", schemes),
                            list -> LibSsl.SSL_CTRL.call(ssl, Controls.SET_SIGNATURE_ALGORITHMS, 0, list)),
                    "the signature schemes");
        }
        if (this.defaults.isClient()) {
            applyOffer(ssl);
        } else {
            if (this.authentication != this.defaults.authentication()) {
                LibSsl.SSL_SET_VERIFY.call(ssl, Context.verifyMode(this.authentication), 0);
            }
            if (!this.serverOrder) {
                LibSsl.SSL_CLEAR_OPTIONS.call(ssl, Controls.SERVER_PREFERENCE);
            }
        }
    }

    private void applyVersions(long ssl) {
        var below13 = this.library.list(this.ciphers, false);
        var of13 = this.library.list(this.ciphers, true);
        below13.ifPresent(names -> Context.require(
                Context.text(names, list -> LibSsl.SSL_SET_CIPHER_LIST.call(ssl, list)), "the cipher suites"));
        of13.ifPresent(names -> Context.require(
                Context.text(names, list -> LibSsl.SSL_SET_CIPHERSUITES.call(ssl, list)), "the cipher suites"));
        var versions = new ArrayList<Integer>();
        if (below13.isPresent() && this.protocols.contains(TlsVersion.TLSv1_2.protocol())) {
            versions.add(Context.TLS_1_2);
        }
        if (of13.isPresent() && this.protocols.contains(TlsVersion.TLSv1_3.protocol())) {
            versions.add(Context.TLS_1_3);
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the cipher suites %s can be used with %s".formatted(this.ciphers, this.protocols));
        }
        LibSsl.SSL_CTRL.call(ssl, Controls.SET_LOWEST_VERSION, versions.get(0), MemorySegment.NULL);
        LibSsl.SSL_CTRL.call(ssl, Controls.SET_HIGHEST_VERSION, versions.get(versions.size() - 1), MemorySegment.NULL);
    }

    private void applyOffer(long ssl) {
        this.serverName.ifPresent(name -> Context.require(
                Context.text(name.getAsciiName(), text -> LibSsl.SSL_CTRL.call(ssl, Controls.SET_SERVER_NAME, 0, text)),
                "the server name"));
        if (!this.innerProtocols.isEmpty()) {
            AlpnProtocols.offer(this.innerProtocols, ssl);
        }
    }
}
