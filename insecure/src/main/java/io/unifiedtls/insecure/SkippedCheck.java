package io.unifiedtls.insecure;

/** A check of a peer's identity that is skipped. */
public enum SkippedCheck {
    /**
     * Whether the certificate was issued by a trusted CA, is currently valid, strong enough, intended for this use and
     * not revoked. The peer must still have the certificate's private key.
     */
    CERTIFICATE("the peer's certificate is not verified", "trust that certificate itself with TrustStore.fromFile"),

    /** Whether the server's certificate matches the host name. */
    HOSTNAME("the certificate may be for any host", "connect by a name in the certificate");

    private final String danger;

    private final String saferWay;

    SkippedCheck(String danger, String saferWay) {
        this.danger = danger;
        this.saferWay = saferWay;
    }

    String danger() {
        return this.danger;
    }

    String saferWay() {
        return this.saferWay;
    }
}
