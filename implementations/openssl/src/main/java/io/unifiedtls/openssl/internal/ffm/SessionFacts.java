package io.unifiedtls.openssl.internal.ffm;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a session keeps from the handshake that created it, for those that resume it.
 *
 * @param protocol the version, such as {@code TLSv1.3}
 * @param cipher the IANA name of the cipher suite
 * @param peer the certificates of the peer, its own first; none if it sent none
 * @param values what was put into the session
 * @param created in milliseconds
 */
record SessionFacts(String protocol, String cipher, X509Certificate[] peer, Map<String, Object> values, long created) {

    /** Of a connection whose handshake is not done. */
    static SessionFacts none() {
        return new SessionFacts(
                "NONE",
                "SSL_NULL_WITH_NULL_NULL",
                new X509Certificate[0],
                new ConcurrentHashMap<>(),
                System.currentTimeMillis());
    }
}
