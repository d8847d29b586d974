package io.unifiedtls.internal.text;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Server names as TLS carries them: A-labels, in lower case, with no dot at the end (RFC 6066, section 3). */
public final class ServerNames {

    // RFC 1035 2.3.4
    private static final int LONGEST_LABEL = 63;

    // RFC 1035 2.3.4, without the root
    private static final int LONGEST_NAME = 253;

    private static final Pattern IPV4_ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    // with the zone that it may have (RFC 4007, section 11)
    private static final Pattern IPV6_ADDRESS = Pattern.compile("\\[?[0-9a-f:.]+(%[^\\]/]+)?]?");

    // of a host name, or of an IP address; two colons are an IPv6 address
    private static final Pattern PORT = Pattern.compile("[^:]+:[0-9]*|\\[.*]:[0-9]*");

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
                    "server name '%s' has a wildcard that is not the whole first label; use *.example.com"
                            .formatted(SecretText.shown(name)));
        }
        // A wildcard stands for at least one character and the dot.
        if (!isHostName(wildcard ? "a." + host : host) || isIpAddress(host)) {
            throw new IllegalArgumentException(
                    "server name '%s' is %s".formatted(SecretText.shown(name), otherThanAHostName(host)));
        }
        return wildcard ? "*." + host : host;
    }

    private static String otherThanAHostName(String text) {
        if (text.contains("://") || text.contains("/")) {
            return "a URL; use only the host name, such as www.example.com";
        }
        if (PORT.matcher(text).matches()) {
            return "followed by a port; use only the host name, such as www.example.com";
        }
        return isIpAddress(text)
                ? "an IP address, which clients never send as a server name"
                : "not a valid host name; use www.example.com or *.example.com";
    }

    /** Returns a name of a client in the form in which names are compared; it may be no host name at all. */
    public static String normalized(String name) {
        var host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (isAscii(host)) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAHostName) {
            return host.toLowerCase(Locale.ROOT);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a name in the form in which names are compared can be that of a host, an IP address too. */
    public static boolean isHostName(String name) {
        if (name.length() > LONGEST_NAME) {
            return false;
        }
        var start = 0;
        for (var dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            if (!isLabel(name, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isLabel(name, start, name.length());
    }

    /** RFC 1123, section 2.1, and the underscore that some internal names have. */
    private static boolean isLabel(String name, int start, int end) {
        if (start == end || end - start > LONGEST_LABEL || name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            var c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** Returns the wildcard that a host name may match, as {@link #pattern} returns it; null if it has one label. */
    public static @Nullable String wildcardFor(String hostName) {
        var dot = hostName.indexOf('.');
        return (dot > 0) ? "*" + hostName.substring(dot) : null;
    }

    /**
     * Returns whether a host is written as an IP address, which is never sent as a server name (RFC 6066, section 3).
     */
    public static boolean isIpAddress(String host) {
        return host.indexOf(':') >= 0
                || endsWithDigit(host) && IPV4_ADDRESS.matcher(host).matches();
    }

    /** Returns whether a host in the form in which names are compared is a host name, or written as an IP address. */
    public static boolean isHost(String host) {
        return (host.indexOf(':') >= 0) ? IPV6_ADDRESS.matcher(host).matches() : isHostName(host);
    }

    private static boolean endsWithDigit(String host) {
        return !host.isEmpty() && Character.isDigit(host.charAt(host.length() - 1));
    }
}
