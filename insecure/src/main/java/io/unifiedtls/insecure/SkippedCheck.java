package io.unifiedtls.insecure;

/** What is not verified of a peer. */
public enum SkippedCheck {
    /**
     * That the certificate leads to a trusted authority, is valid today, strong enough, meant for this use and not
     * revoked. The peer still has to have the private key of what it shows.
     */
    CERTIFICATE(
            "the certificate of the peer is not verified", "trust that certificate itself with TrustStore.fromFile"),

    /** That the certificate of a server is for the host that the client means to reach. */
    HOSTNAME("the certificate may be for any host", "connect by a name that the certificate is for");

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
