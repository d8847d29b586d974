package io.unifiedtls.boringssl;

import io.unifiedtls.test.session.FailureKindRules;
import io.unifiedtls.test.session.TrustingPeers;

class FailureKindTests extends FailureKindRules {

    @Override
    protected TrustingPeers peers() {
        return Fixture.PEERS;
    }
}
