package io.unifiedtls.autoconfigure.inspection;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.LoadedChain;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsContext;

/**
 * A certificate chain.
 *
 * @param serverNames the names that select it; the first {@value #MOST_NAMES}
 * @param serverNameCount how many there are
 * @param origin where it was loaded from; absent if it was loaded on demand
 * @param warnings why peers may refuse it
 */
public record ChainDescriptor(
        List<String> serverNames,
        int serverNameCount,
        @Nullable String origin,
        CertificateDescriptor certificate,
        List<CertificateDescriptor> intermediates,
        List<String> warnings) {

    private static final int MOST_NAMES = 100;

    /**
     * Returns the chains of a context.
     *
     * @param configured where they come from, in the same order
     * @param most how many to return at most
     */
    public static List<ChainDescriptor> of(TlsContext context, List<SigningChain> configured, int most, Instant now) {
        var loaded = context.loadedChains();
        return IntStream.range(0, Math.min(loaded.size(), most))
                .mapToObj(i ->
                        of(loaded.get(i), (i < configured.size()) ? MaterialOrigins.of(configured.get(i)) : null, now))
                .toList();
    }

    public static ChainDescriptor of(LoadedChain chain, @Nullable String origin, Instant now) {
        var certificates = chain.certificates().stream()
                .map(certificate -> CertificateDescriptor.of(certificate, now))
                .toList();
        return new ChainDescriptor(
                chain.serverNames().stream().limit(MOST_NAMES).toList(),
                chain.serverNames().size(),
                origin,
                certificates.get(0),
                certificates.subList(1, certificates.size()),
                chain.warnings());
    }
}
