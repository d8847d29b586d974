package io.unifiedtls.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;

/** Logs what is likely to be wrong with signing chains, with the property of each. None of it ends the start. */
final class CertificateWarnings {

    private static final Log LOG = LogFactory.getLog(CertificateWarnings.class);

    private CertificateWarnings() {}

    static void log(ServerContext context, String entry) {
        var chains = context.loadedChains();
        for (var i = 0; i < chains.size(); i++) {
            var property = PropertyNames.indexed(entry + ".certificate-chains", i);
            chains.get(i).warnings().forEach(warning -> LOG.warn("%s: %s".formatted(property, warning)));
        }
    }

    static void log(ClientContext context, String entry) {
        for (var chain : context.loadedChains()) {
            chain.warnings().forEach(warning -> LOG.warn("%s.certificate-chain: %s".formatted(entry, warning)));
        }
    }
}
