package io.unifiedtls.internal.context;

import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * Accepts every host name: which one is served and which one is rejected is decided elsewhere.
 *
 * <p>Without a matcher SunJSSE ignores the name, and resumes sessions that were made for another one.
 */
final class AcceptAllSniMatcher extends SNIMatcher {

    AcceptAllSniMatcher() {
        super(StandardConstants.SNI_HOST_NAME);
    }

    @Override
    public boolean matches(SNIServerName serverName) {
        return true;
    }
}
