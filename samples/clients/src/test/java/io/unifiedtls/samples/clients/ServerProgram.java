package io.unifiedtls.samples.clients;

import java.util.List;
import java.util.Map;

/**
 * How a server of the operating system is run. Its directory has {@code server.pem} and {@code server.key}, the CA of
 * its clients in {@code clients.pem}, and its configuration in {@code server.conf}.
 */
interface ServerProgram extends AutoCloseable {

    String configuration();

    /** Returns the program, by name or path, and its arguments. */
    List<String> command();

    /** Returns the command that creates its data before the first start; none if empty. */
    default List<String> setup() {
        return List.of();
    }

    default Map<String, String> environment() {
        return Map.of();
    }

    /** Returns the user to run as if the tests run as root; empty if the program accepts root. */
    default String user() {
        return "";
    }

    /** Returns whether a server that accepts connections serves them. */
    default boolean isReady(String log) {
        return true;
    }

    @Override
    default void close() {}
}
