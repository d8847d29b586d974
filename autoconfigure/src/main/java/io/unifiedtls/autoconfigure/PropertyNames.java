package io.unifiedtls.autoconfigure;

/** Names of properties, as reports write them. */
final class PropertyNames {

    static final String SERVERS = "tls.servers";

    static final String CLIENTS = "tls.clients";

    private PropertyNames() {}

    static String server(String entry) {
        return entry(SERVERS, entry);
    }

    static String client(String entry) {
        return entry(CLIENTS, entry);
    }

    static String indexed(String property, int index) {
        return "%s[%d]".formatted(property, index);
    }

    static String entry(String map, String entry) {
        return entry.contains(".") ? "%s[%s]".formatted(map, entry) : map + "." + entry;
    }
}
