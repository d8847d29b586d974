package io.unifiedtls.internal.context;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.record.ClientHello;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.internal.sni.CertificateSelector.Verdict;
import io.unifiedtls.internal.sni.SniIndex;

/** Shows what the current generation of a context does, for whoever explains it to a person. */
public final class Inspection {

    /** The clients that selections are explained for. */
    private static final Map<String, ClientHello> CLIENTS = clients();

    /**
     * The certificate chains that a server presents for a server name.
     *
     * @param match how the name was matched
     * @param matchedName the name or wildcard that it matched
     * @param candidates the chains for the name, in the configured order; empty if the client is rejected
     * @param verdicts for each kind of client, why each candidate is presented to it or not
     */
    public record Selection(
            ServerNameMatch match,
            Optional<String> matchedName,
            List<LoadedChain> candidates,
            Map<String, List<Verdict>> verdicts) {}

    /**
     * The session ticket keys in use, without the keys themselves.
     *
     * @param count how many keys decrypt tickets
     * @param madeAt when the key that encrypts them was generated; empty for configured keys
     */
    public record TicketKeys(int count, Optional<Instant> madeAt) {}

    private Inspection() {}

    /** Returns the effective settings of a context; empty if it is not one of this library. */
    public static Optional<ResolvedSettings> settings(TlsContext context) {
        return server(context)
                .map(EngineServerContext::settings)
                .or(() -> client(context).map(EngineClientContext::settings));
    }

    /** Returns the session ticket keys of a server; empty if only its TLS library knows them. */
    public static Optional<TicketKeys> ticketKeys(TlsContext context) {
        return server(context).flatMap(EngineServerContext::ticketKeys);
    }

    /**
     * Returns what a server presents for a server name, complete once the chains are loaded; empty if the context is
     * not one of this library.
     *
     * @param serverName empty for a client that does not send one
     */
    public static Optional<CompletableFuture<Selection>> selection(ServerContext context, Optional<String> serverName) {
        return server(context)
                .map(EngineServerContext::selector)
                .map(selector -> selector.find(serverName).thenApply(match -> selection(match, selector)));
    }

    private static Selection selection(SniIndex.Match<Credential> match, CertificateSelector selector) {
        var verdicts = new LinkedHashMap<String, List<Verdict>>();
        CLIENTS.forEach((client, hello) -> verdicts.put(client, selector.explain(match, hello)));
        var chains = match.candidates().stream()
                .map(candidate -> new LoadedChain(candidate.serverNames(), candidate.certificates(), List.of()))
                .toList();
        return new Selection(match.match(), match.matchedName(), chains, verdicts);
    }

    private static Optional<EngineServerContext> server(TlsContext context) {
        if (context instanceof ReloadingServerContext reloading) {
            return Optional.of(reloading.current());
        }
        return (context instanceof EngineServerContext engines) ? Optional.of(engines) : Optional.empty();
    }

    private static Optional<EngineClientContext> client(TlsContext context) {
        if (context instanceof ReloadingClientContext reloading) {
            return Optional.of(reloading.current());
        }
        return (context instanceof EngineClientContext engines) ? Optional.of(engines) : Optional.empty();
    }

    // ---- the clients

    private static Map<String, ClientHello> clients() {
        var rsaSchemes = Set.of(0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601);
        var allSchemes = Stream.concat(rsaSchemes.stream(), Stream.of(0x0403, 0x0503, 0x0603, 0x0807))
                .collect(Collectors.toSet());
        var clients = new LinkedHashMap<String, ClientHello>();
        clients.put("modern", hello(Set.of(0x0304, 0x0303), codes(suite -> true), allSchemes));
        clients.put("tls1.2", hello(Set.of(0x0303), codes(suite -> !suite.isTls13()), allSchemes));
        clients.put(
                "rsa-only", hello(Set.of(0x0303), codes(suite -> suite.name().contains("_RSA_")), rsaSchemes));
        return clients;
    }

    private static Set<Integer> codes(Predicate<CipherSuite> condition) {
        return Stream.concat(CipherSuite.DEFAULT_TLS_1_3.stream(), CipherSuite.DEFAULT_TLS_1_2.stream())
                .filter(condition)
                .map(CipherSuite::code)
                .collect(Collectors.toSet());
    }

    private static ClientHello hello(Set<Integer> versions, Set<Integer> ciphers, Set<Integer> schemes) {
        var none = ByteBuffer.allocate(0);
        return new ClientHello(none, none, Optional.empty(), versions, ciphers, schemes, Set.of());
    }
}
