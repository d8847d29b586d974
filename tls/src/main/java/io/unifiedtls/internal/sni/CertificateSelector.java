package io.unifiedtls.internal.sni;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.record.ClientHello;
import io.unifiedtls.internal.text.ServerNames;

/** Selects a server's certificate chain for a client. Immutable. */
public final class CertificateSelector {

    private final SniIndex<Credential> index;

    private final Optional<OnDemandChains> directory;

    private final Optional<OnDemandChains> source;

    private final Set<CipherSuite> ciphers;

    private final Set<TlsVersion> versions;

    private final Clock clock;

    /**
     * Creates the choice among entries, the default one first.
     *
     * @param ciphers the cipher suites that are enabled
     * @param versions the versions that are enabled
     * @param clock for validity periods
     */
    public CertificateSelector(
            List<Credential> entries,
            ServerNamePolicy unknown,
            ServerNamePolicy absent,
            Set<CipherSuite> ciphers,
            Set<TlsVersion> versions,
            Clock clock) {
        this(
                SniIndex.of(entries, Credential::serverNames, unknown, absent),
                Optional.empty(),
                Optional.empty(),
                ciphers,
                versions,
                clock);
    }

    private CertificateSelector(
            SniIndex<Credential> index,
            Optional<OnDemandChains> directory,
            Optional<OnDemandChains> source,
            Set<CipherSuite> ciphers,
            Set<TlsVersion> versions,
            Clock clock) {
        this.index = index;
        this.directory = directory;
        this.source = source;
        this.ciphers = Set.copyOf(ciphers);
        this.versions = Set.copyOf(versions);
        this.clock = clock;
    }

    /**
     * Returns this choice with more chains, which are loaded when they are needed.
     *
     * @param directory has chains for exact names and for wildcards
     * @param source asked for names that nothing else has
     */
    public CertificateSelector with(Optional<OnDemandChains> directory, Optional<OnDemandChains> source) {
        return new CertificateSelector(this.index, directory, source, this.ciphers, this.versions, this.clock);
    }

    /** Returns the entries for a server name, complete at once unless they have to be loaded. */
    public CompletableFuture<SniIndex.Match<Credential>> find(Optional<String> serverName) {
        if (serverName.isEmpty() || (this.directory.isEmpty() && this.source.isEmpty())) {
            return CompletableFuture.completedFuture(match(serverName));
        }
        var name = ServerNames.normalized(serverName.get());
        return ServerNames.isHostName(name) ? findHost(name) : CompletableFuture.completedFuture(this.index.unknown());
    }

    /** An exact name is looked for first, then a wildcard, then what the source has. */
    private CompletableFuture<SniIndex.Match<Credential>> findHost(String name) {
        var found = find(name, ServerNameMatch.EXACT);
        var wildcard = (found == null) ? ServerNames.wildcardFor(name) : null;
        if (wildcard != null) {
            found = find(wildcard, ServerNameMatch.WILDCARD);
        }
        if (found == null && this.source.isPresent()) {
            var finding = this.source.get().find(name);
            found = (finding == null) ? null : finding.thenApply(result -> matchedBySource(result, name));
        }
        return (found == null) ? CompletableFuture.completedFuture(this.index.unknown()) : found;
    }

    private @Nullable CompletableFuture<SniIndex.Match<Credential>> find(String pattern, ServerNameMatch how) {
        var configured = this.index.get(pattern);
        if (configured != null) {
            return CompletableFuture.completedFuture(configured);
        }
        return this.directory.isEmpty() ? null : matched(this.directory.get().find(pattern), pattern, how);
    }

    private @Nullable CompletableFuture<SniIndex.Match<Credential>> matched(
            @Nullable CompletableFuture<OnDemandChains.Result> finding, String pattern, ServerNameMatch how) {
        return (finding == null) ? null : finding.thenApply(result -> matched(result, pattern, how));
    }

    /** The name that matched is one of the certificate: what clients request may be anything. */
    private SniIndex.Match<Credential> matchedBySource(OnDemandChains.Result result, String name) {
        var names = result.credentials().isEmpty()
                ? List.<String>of()
                : result.credentials().get(0).serverNames();
        var wildcard = ServerNames.wildcardFor(name);
        if (!names.contains(name) && wildcard != null && names.contains(wildcard)) {
            return matched(result, wildcard, ServerNameMatch.WILDCARD);
        }
        var match = matched(result, name, ServerNameMatch.EXACT);
        return names.contains(name) || match.matchedName().isEmpty()
                ? match
                : new SniIndex.Match<>(ServerNameMatch.EXACT, Optional.empty(), match.candidates());
    }

    private SniIndex.Match<Credential> matched(OnDemandChains.Result result, String pattern, ServerNameMatch how) {
        if (result.isRejected()) {
            return SniIndex.rejected();
        }
        return result.credentials().isEmpty()
                ? this.index.unknown()
                : new SniIndex.Match<>(how, Optional.of(pattern), result.credentials());
    }

    /** Returns the configured entries for a server name. */
    public SniIndex.Match<Credential> match(Optional<String> serverName) {
        return this.index.lookUp(serverName);
    }

    /**
     * Returns the entry that a client gets: the first in the order configured that it can verify and that is valid
     * today; if none is valid, the first that it can verify; if it can verify none, the first.
     */
    public Optional<Credential> choose(SniIndex.Match<Credential> match, Optional<ClientHello> hello) {
        var candidates = match.candidates();
        if (candidates.size() < 2) {
            return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(0));
        }
        var now = this.clock.instant();
        Predicate<Credential> valid = entry -> entry.isValidAt(now);
        Predicate<Credential> usable =
                entry -> hello.map(any -> canUse(any, entry)).orElse(true);
        Predicate<Credential> verifiable =
                entry -> hello.map(any -> canVerifyChain(any, entry)).orElse(true);
        return first(candidates, usable.and(verifiable).and(valid))
                .or(() -> first(candidates, usable.and(valid)))
                .or(() -> first(candidates, usable))
                .or(() -> first(candidates, any -> true));
    }

    /** Why a candidate is presented to a client, or not. */
    public enum Verdict {
        /** It is presented: the first that suits, or the best of those that the client has an algorithm for. */
        PRESENTED,
        /** It is presented since no other is left, but the client has no algorithm for its key. */
        PRESENTED_UNSUITABLE,
        /** It suits too, but another one comes first. */
        NOT_FIRST,
        /** The client has no signature algorithm or cipher suite for its key. */
        KEY_NOT_SUPPORTED,
        /** The client does not support the signature algorithm of a certificate. */
        SIGNATURE_NOT_SUPPORTED,
        /** It has expired, or is not valid yet. */
        NOT_VALID;

        /** Returns the index of the candidate that is presented; empty if the client is rejected. */
        public static OptionalInt presented(List<Verdict> verdicts) {
            return IntStream.range(0, verdicts.size())
                    .filter(i -> verdicts.get(i) == PRESENTED || verdicts.get(i) == PRESENTED_UNSUITABLE)
                    .findFirst();
        }
    }

    /** Returns the verdict on each candidate in their order, which {@link #choose} is the result of. */
    public List<Verdict> explain(SniIndex.Match<Credential> match, ClientHello hello) {
        var chosen = choose(match, Optional.of(hello));
        var now = this.clock.instant();
        return match.candidates().stream()
                .map(candidate -> {
                    if (chosen.isPresent() && chosen.get() == candidate) {
                        return canUse(hello, candidate) ? Verdict.PRESENTED : Verdict.PRESENTED_UNSUITABLE;
                    }
                    if (!canUse(hello, candidate)) {
                        return Verdict.KEY_NOT_SUPPORTED;
                    }
                    if (!candidate.isValidAt(now)) {
                        return Verdict.NOT_VALID;
                    }
                    return canVerifyChain(hello, candidate) ? Verdict.NOT_FIRST : Verdict.SIGNATURE_NOT_SUPPORTED;
                })
                .toList();
    }

    /**
     * Returns whether a client of TLS 1.2 leaves no signature algorithm for any of the entries but those with SHA-1,
     * which RFC 9155 forbids. It would be served one: without the extension SHA-1 is implied (RFC 5246, section
     * 7.4.1.4.1). In TLS 1.3 there is none, and the library finds out by itself.
     */
    public boolean leavesOnlySha1(SniIndex.Match<Credential> match, ClientHello hello) {
        for (var entry : match.candidates()) {
            if (SignatureSchemes.canSignTls12(entry.leaf().getPublicKey(), hello.signatureSchemes())) {
                return false;
            }
        }
        return agreesOnTls12(hello);
    }

    private boolean agreesOnTls12(ClientHello hello) {
        // A legacy version above that of TLS 1.2 means TLS 1.2 too.
        return this.versions.contains(TlsVersion.TLSv1_2)
                && !isTls13(hello)
                && hello.versions().stream()
                        .anyMatch(version -> version >= TlsVersion.TLSv1_2.code() && version <= 0x03FF);
    }

    private boolean isTls13(ClientHello hello) {
        return this.versions.contains(TlsVersion.TLSv1_3) && hello.versions().contains(TlsVersion.TLSv1_3.code());
    }

    private static Optional<Credential> first(List<Credential> candidates, Predicate<Credential> condition) {
        return candidates.stream().filter(condition).findFirst();
    }

    /** Whether the client has a signature algorithm and, below TLS 1.3, a cipher suite for the key. */
    private boolean canUse(ClientHello hello, Credential entry) {
        var tls13 = isTls13(hello);
        var key = entry.leaf().getPublicKey();
        var signature = hello.signatureSchemes().isEmpty()
                || !Collections.disjoint(SignatureSchemes.of(key, tls13), hello.signatureSchemes());
        return signature && (tls13 || hasCipher(hello, key.getAlgorithm()));
    }

    private boolean hasCipher(ClientHello hello, String keyAlgorithm) {
        var authentication = keyAlgorithm.startsWith("RSA") ? "_RSA_" : "_ECDSA_";
        return this.ciphers.stream()
                .anyMatch(cipher -> hello.cipherSuites().contains(cipher.code())
                        && cipher.name().contains(authentication));
    }

    /**
     * Whether the client supports the signature algorithm of every certificate except a root, whose signature is not
     * checked.
     */
    private static boolean canVerifyChain(ClientHello hello, Credential entry) {
        var schemes = hello.certificateSchemes().isEmpty() ? hello.signatureSchemes() : hello.certificateSchemes();
        return schemes.isEmpty()
                || entry.certificates().stream()
                        .filter(certificate -> !isSelfIssued(certificate))
                        .map(SignatureSchemes::ofSignature)
                        .allMatch(signature -> signature.isEmpty() || !Collections.disjoint(signature, schemes));
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
