package io.unifiedtls.autoconfigure.metrics;

import java.util.Optional;

import io.micrometer.core.instrument.Tags;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.Side;
import io.unifiedtls.TlsVersion;

/** The tags of the handshake timer: none whose values a peer can choose, so there are few combinations. */
record HandshakeTags(
        Side side,
        String context,
        String implementation,
        String outcome,
        Optional<TlsVersion> version,
        Optional<CipherSuite> cipher,
        Optional<Boolean> resumed,
        Optional<NextProtocol> protocol,
        Optional<HandshakeFailure> reason) {

    static final String SUCCESS = "success";

    static final String FAILURE = "failure";

    static final String ABORTED = "aborted";

    static HandshakeTags of(HandshakeEvent event, String outcome) {
        return new HandshakeTags(
                event.side(),
                event.contextName(),
                event.implementation(),
                outcome,
                event.version(),
                event.cipher(),
                event.resumed(),
                event.protocol(),
                event.failure());
    }

    /** Returns the tags of every handshake that fails for a reason: nothing was negotiated. */
    static HandshakeTags ofFailure(Side side, String context, String implementation, HandshakeFailure failure) {
        return new HandshakeTags(
                side,
                context,
                implementation,
                (failure == HandshakeFailure.CLOSED) ? ABORTED : FAILURE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure));
    }

    Tags tags() {
        return Tags.of(
                MeterTags.SIDE,
                this.side.tag(),
                MeterTags.CONTEXT,
                this.context,
                "implementation",
                this.implementation,
                "outcome",
                this.outcome,
                "version",
                this.version.map(TlsVersion::protocol).orElse(MeterTags.NONE),
                "cipher",
                this.cipher.map(CipherSuite::name).orElse(MeterTags.NONE),
                "resumed",
                this.resumed.map(String::valueOf).orElse(MeterTags.UNKNOWN),
                "protocol",
                this.protocol.map(NextProtocol::toString).orElse(MeterTags.NONE),
                "reason",
                this.reason.map(HandshakeFailure::tag).orElse(MeterTags.NONE));
    }
}
