package io.unifiedtls.openssl;

import io.unifiedtls.test.session.HttpRules;
import io.unifiedtls.test.session.TrustingPeers;

class HttpTests extends HttpRules {

    @Override
    protected TrustingPeers peers() {
        return Fixture.PEERS;
    }
}
