package io.unifiedtls.autoconfigure.metrics;

/** Keys and values of tags that several meters have. */
final class MeterTags {

    static final String CONTEXT = "context";

    static final String SIDE = "side";

    static final String SERVER_NAME = "server.name";

    static final String SERIAL = "serial";

    static final String NONE = "none";

    static final String OTHER = "other";

    static final String UNKNOWN = "unknown";

    private MeterTags() {}
}
