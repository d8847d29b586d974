package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class HandshakeFailureTests {

    @Test
    void hasTheTagsOfTheMeter() {
        assertThat(Arrays.stream(HandshakeFailure.values()).map(HandshakeFailure::tag))
                .containsExactly(
                        "certificate_expired",
                        "certificate_not_yet_valid",
                        "certificate_unknown_ca",
                        "certificate_revoked",
                        "certificate_hostname",
                        "certificate_required",
                        "certificate_other",
                        "no_shared_cipher",
                        "protocol_version",
                        "unrecognized_name",
                        "no_application_protocol",
                        "peer_alert",
                        "malformed",
                        "protocol_error",
                        "not_tls",
                        "timeout",
                        "closed",
                        "other");
        assertThat(Side.CLIENT.tag()).isEqualTo("client");
    }
}
