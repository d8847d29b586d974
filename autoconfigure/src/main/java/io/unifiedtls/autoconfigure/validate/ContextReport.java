package io.unifiedtls.autoconfigure.validate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.inspection.ImplementationDescriptor;

/**
 * A server or client whose configuration can be used.
 *
 * @param chains its certificate chains in the configured order; the first {@value #MOST}
 * @param chainCount how many there are
 * @param serverNames what each kind of client gets for a server name; the first {@value #MOST}
 * @param serverNameCount how many there are
 */
record ContextReport(
        Side side,
        String name,
        ImplementationDescriptor implementation,
        List<ChainDescriptor> chains,
        int chainCount,
        Map<String, Map<String, Answer>> serverNames,
        int serverNameCount) {

    static final int MOST = 20;

    /**
     * What a client gets.
     *
     * @param chain the index of the chain; absent if the client is rejected
     * @param isSuitable whether the client can use it
     * @param explanation why
     */
    record Answer(@Nullable Integer chain, boolean isSuitable, String explanation) {}
}
