package io.unifiedtls.autoconfigure.web;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Where requests over plain HTTP are redirected to. Thread-safe. */
public final class HttpsRedirect {

    /** Permanent Redirect, which keeps the method and the body (RFC 9110 15.4.9). */
    public static final int PERMANENT_REDIRECT = 308;

    public static final int BAD_REQUEST = 400;

    private static final int HTTPS_PORT = 443;

    // RFC 1035 2.3.4: a host name has at most 255 octets; the rest is for a port
    private static final int LONGEST_HOST = 255 + ":65535".length();

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

    /** A host name or an IP literal, and a port (RFC 9110 7.2). */
    private static final Pattern HOST =
            Pattern.compile("(?<host>%1$s(?:\\.%1$s)*\\.?|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{0,5})?".formatted(LABEL));

    /** What a URI may contain of a path and a query, including what browsers send unencoded. */
    private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]*");

    private static final String ABSOLUTE = "http://";

    private final IntSupplier tlsPort;

    HttpsRedirect(IntSupplier tlsPort) {
        this.tlsPort = tlsPort;
    }

    /**
     * Returns the URI for the {@code Location} header; empty if the request must be rejected with 400.
     *
     * @param host the only {@code Host} header
     * @param target the request target
     */
    public Optional<String> location(@Nullable String host, String target) {
        if (target.toLowerCase(Locale.ROOT).startsWith(ABSOLUTE)) {
            // RFC 9112 3.2.2: the host of an absolute URI replaces the one of the Host header.
            var end = target.indexOf('/', ABSOLUTE.length());
            return (end < 0)
                    ? uri(target.substring(ABSOLUTE.length()), "/")
                    : uri(target.substring(ABSOLUTE.length(), end), target.substring(end));
        }
        return uri(host, target);
    }

    private Optional<String> uri(@Nullable String host, String target) {
        // Anything else could send clients to where the sender of a link wants them.
        if (host == null
                || host.length() > LONGEST_HOST
                || !TARGET.matcher(target).matches()) {
            return Optional.empty();
        }
        var matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var port = this.tlsPort.getAsInt();
        return Optional.of(
                "https://" + matcher.group("host") + ((port == HTTPS_PORT) ? "" : ":%d".formatted(port)) + target);
    }
}
