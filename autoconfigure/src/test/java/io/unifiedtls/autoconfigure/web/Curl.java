package io.unifiedtls.autoconfigure.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code curl}: verifies the server as a browser does, for any host name. */
final class Curl {

    private Curl() {}

    /** Returns what curl says, which ends with the HTTP version. */
    static Clients.Result get(TlsServer server, String host, Path authority, String... options) {
        var command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "20"));
        command.addAll(List.of("--resolve", "%s:%d:127.0.0.1".formatted(host, server.port())));
        command.addAll(List.of("--cacert", authority.toString(), "--write-out", "http/%{http_version}"));
        command.addAll(List.of(options));
        command.add("https://%s:%d/".formatted(host, server.port()));
        return Clients.run(command, "");
    }
}
