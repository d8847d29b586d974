package io.unifiedtls.autoconfigure.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.autoconfigure.inspection.CertificateDescriptor;
import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.inspection.ImplementationDescriptor;

/**
 * A context; what does not apply to it is absent.
 *
 * @param versions the enabled protocol versions
 * @param ciphers the enabled cipher suites, best first
 * @param groups the configured groups, best first; absent if they are those of the TLS library
 * @param protocols the ALPN protocols, best first
 * @param chains the certificate chains in the configured order; the first {@value #MOST_CHAINS}
 * @param chainCount how many there are
 * @param onDemand the chains that are loaded when a client needs them
 * @param ticketKeys the session ticket keys of a server; absent if only its TLS library knows them
 * @param generation counts what was loaded from 1
 */
record ContextDescriptor(
        ImplementationDescriptor implementation,
        @Nullable List<String> versions,
        @Nullable List<String> ciphers,
        @Nullable List<String> groups,
        @Nullable List<String> protocols,
        @Nullable String clientAuthentication,
        @Nullable String unknownServerName,
        @Nullable String absentServerName,
        List<ChainDescriptor> chains,
        int chainCount,
        @Nullable OnDemandChains onDemand,
        @Nullable Trust trust,
        @Nullable TicketKeys ticketKeys,
        @Nullable Long generation,
        Instant loadedAt,
        ReloadHistory.@Nullable Reload lastReload,
        HandshakeCounts.Counts handshakes) {

    static final int MOST_CHAINS = 100;

    /**
     * Chains in a directory, or of a bean.
     *
     * @param location the directory
     * @param names how many server names it has
     * @param loaded how many chains are in memory
     * @param brokenCount how many cannot be loaded
     * @param broken why, by file; the first {@value #MOST_BROKEN}
     * @param soonestToExpire those in memory that expire first
     */
    record OnDemandChains(
            @Nullable String location,
            @Nullable Integer names,
            int loaded,
            int brokenCount,
            Map<String, String> broken,
            List<ChainDescriptor> soonestToExpire) {

        static final int MOST_BROKEN = 20;
    }

    /**
     * Session ticket keys, without the keys themselves.
     *
     * @param origin {@code generated} by this server, {@code configured}, or {@code shared} with other nodes
     * @param count how many keys decrypt tickets
     * @param currentSince when the key that encrypts tickets was generated; absent for all others
     */
    record TicketKeys(String origin, int count, @Nullable Instant currentSince) {}

    /**
     * The CA certificates that verify peers.
     *
     * @param origin where they come from
     * @param count how many there are
     */
    record Trust(String origin, int count, @Nullable CertificateDescriptor soonestToExpire) {}
}
