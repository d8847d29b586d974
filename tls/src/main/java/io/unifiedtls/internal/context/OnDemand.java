package io.unifiedtls.internal.context;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.ondemand.DirectoryChains;
import io.unifiedtls.internal.ondemand.LoadListener;
import io.unifiedtls.internal.ondemand.SourceChains;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.internal.x509.SubjectAltNames;

/**
 * The certificate chains of a server that are loaded when a client needs them. They change by themselves, and belong to
 * no generation of the context. Thread-safe.
 *
 * @param directory the chains in a directory
 * @param source the chains of a source
 */
public record OnDemand(Optional<DirectoryChains> directory, Optional<SourceChains> source) {

    static OnDemand of(TlsServerConfiguration configuration, EngineContextFactory factory)
            throws ConfigurationException {
        Optional<DirectoryChains> directory =
                configuration.certificateDirectory().isPresent()
                        ? Optional.of(new DirectoryChains(
                                configuration.certificateDirectory().get(), chain -> load(chain, factory)))
                        : Optional.empty();
        return new OnDemand(
                directory,
                configuration
                        .signingChainSource()
                        .map(source -> new SourceChains(source, chain -> load(chain, factory), factory.clock())));
    }

    private static Credential load(SigningChain chain, EngineContextFactory factory) throws ConfigurationException {
        new Validation(factory.implementation()).check(chain);
        var credential = factory.load(chain);
        factory.checkReadable(credential, chain);
        return credential;
    }

    CertificateSelector addTo(CertificateSelector selector) {
        return selector.with(this.directory.map(chains -> chains), this.source.map(chains -> chains));
    }

    /** Returns the chains that a context loads on demand; empty for a context that is not one of ours. */
    public static Optional<OnDemand> of(TlsContext context) {
        return (context instanceof Loading loading) ? Optional.of(loading.onDemand()) : Optional.empty();
    }

    /** A context that loads chains on demand, if its configuration says so. */
    interface Loading {

        OnDemand onDemand();
    }

    /**
     * Looks for changes of the directory.
     *
     * @throws ConfigurationException if it cannot be read
     */
    void update() throws ConfigurationException {
        if (this.directory.isPresent()) {
            this.directory.get().updateAll(true);
        }
    }

    /** Returns whether there are any. */
    public boolean isConfigured() {
        return this.directory.isPresent() || this.source.isPresent();
    }

    /** Notifies a listener of each chain that is loaded, instead of the one before. */
    public void observe(LoadListener listener) {
        this.directory.ifPresent(chains -> chains.observe(listener));
        this.source.ifPresent(chains -> chains.observe(listener));
    }

    /** Returns how many chains are in memory. */
    public int loaded() {
        return credentials().size();
    }

    /** Returns the chains in memory that expire first, the soonest first; at most so many. */
    public List<LoadedChain> soonestToExpire(int most) {
        return credentials().stream()
                .sorted(Comparator.comparing(credential -> credential.leaf().getNotAfter()))
                .limit(most)
                .map(credential ->
                        new LoadedChain(SubjectAltNames.of(credential.leaf()), credential.certificates(), List.of()))
                .toList();
    }

    private List<Credential> credentials() {
        var credentials = new ArrayList<Credential>();
        this.directory.ifPresent(chains -> credentials.addAll(chains.loaded()));
        this.source.ifPresent(chains -> credentials.addAll(chains.loaded()));
        return credentials;
    }
}
