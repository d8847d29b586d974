package io.unifiedtls.internal.sni;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Server names as TLS carries them: A-labels, in lower case, with no dot at the end (RFC 6066, section 3). */
public final class ServerNames {

    // RFC 1123 2.1, and the underscore that some internal names have
    private static final Pattern HOST_NAME =
            Pattern.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)(\\.(?!-)[a-z0-9_-]{1,63}(?<!-))*");

    private static final Pattern IPV4_ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    private ServerNames() {}

    /**
     * Returns names and wildcards of a configuration in the form in which they are compared.
     *
     * @throws IllegalArgumentException if one is neither a host name nor {@code *.} and a host name
     */
    public static List<String> patterns(List<String> names) {
        return names.stream().map(ServerNames::pattern).toList();
    }

    /**
     * Returns a name or wildcard of a configuration in the form in which names are compared.
     *
     * @throws IllegalArgumentException if it is neither a host name nor {@code *.} and a host name
     */
    public static String pattern(String name) {
        var wildcard = name.startsWith("*.");
        var host = normalized(wildcard ? name.substring(2) : name);
        if (host.contains("*")) {
            throw new IllegalArgumentException(
                    "server name '%s' has a wildcard that is not its whole first label; write *.example.com"
                            .formatted(name));
        }
        if (isIpAddress(host)) {
            throw new IllegalArgumentException(
                    "server name '%s' is an IP address, which no client sends as a server name".formatted(name));
        }
        if (!isHostName(host)) {
            throw new IllegalArgumentException(
                    "server name '%s' is no host name; write www.example.com or *.example.com".formatted(name));
        }
        return wildcard ? "*." + host : host;
    }

    /** Returns a name of a client in the form in which names are compared; it may be no host name at all. */
    public static String normalized(String name) {
        var host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAHostName) {
            return host.toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether a name in the form in which names are compared can be that of a host, an IP address too. */
    public static boolean isHostName(String name) {
        return name.length() <= 253 && HOST_NAME.matcher(name).matches(); // RFC 1035 2.3.4, without the root
    }

    /**
     * Returns whether a host is written as an IP address, which is never sent as a server name (RFC 6066, section 3).
     */
    public static boolean isIpAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4_ADDRESS.matcher(host).matches();
    }
}
