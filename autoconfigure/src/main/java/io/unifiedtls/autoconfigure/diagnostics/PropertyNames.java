package io.unifiedtls.autoconfigure.diagnostics;

/** Names of properties, as reports write them. */
public final class PropertyNames {

    public static final String PREFIX = "tls";

    public static final String SERVERS = PREFIX + ".servers";

    public static final String CLIENTS = PREFIX + ".clients";

    private PropertyNames() {}

    public static String server(String entry) {
        return entry(SERVERS, entry);
    }

    public static String client(String entry) {
        return entry(CLIENTS, entry);
    }

    public static String indexed(String property, int index) {
        return "%s[%d]".formatted(property, index);
    }

    public static String entry(String map, String entry) {
        return entry.contains(".") ? "%s[%s]".formatted(map, entry) : map + "." + entry;
    }
}
