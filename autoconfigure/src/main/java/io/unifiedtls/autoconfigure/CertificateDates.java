package io.unifiedtls.autoconfigure;

import java.time.Instant;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.LoadedChain;

/**
 * Warns of certificates that are not valid today. They do not end the start: another chain may be valid, the clock may
 * be wrong, and a renewal may be on its way.
 */
final class CertificateDates {

    private static final Log LOG = LogFactory.getLog(CertificateDates.class);

    private CertificateDates() {}

    static void warn(List<LoadedChain> chains, String entry) {
        var now = Instant.now();
        for (var chain : chains) {
            var leaf = chain.leaf();
            var subject = leaf.getSubjectX500Principal();
            if (now.isAfter(leaf.getNotAfter().toInstant())) {
                LOG.warn("%s: the certificate of %s expired at %s"
                        .formatted(entry, subject, leaf.getNotAfter().toInstant()));
            } else if (now.isBefore(leaf.getNotBefore().toInstant())) {
                LOG.warn("%s: the certificate of %s is not valid before %s"
                        .formatted(entry, subject, leaf.getNotBefore().toInstant()));
            }
        }
    }
}
