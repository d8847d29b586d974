package io.unifiedtls.internal.context;

import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.Side;

/**
 * The properties of the JVM that configure the JDK's TLS library. Those that set which versions and cipher suites are
 * enabled are the defaults of every implementation; for the others a library that ignores one is refused if it is set
 * to something that the library does not do.
 */
final class JdkProperties {

    /** The system properties of both sides, with the value that changes nothing; empty if every value does. */
    private static final Map<String, String> OF_BOTH = Map.ofEntries(
            Map.entry("jdk.tls.namedGroups", ""),
            Map.entry("jdk.tls.maxCertificateChainLength", "10"),
            Map.entry("jdk.tls.maxHandshakeMessageSize", "32768"),
            Map.entry("jdk.tls.useExtendedMasterSecret", "true"),
            Map.entry("jdk.tls.allowLegacyMasterSecret", "true"),
            Map.entry("jdk.tls.allowLegacyResumption", "true"),
            Map.entry("sun.security.ssl.allowLegacyHelloMessages", "true"),
            Map.entry("com.sun.net.ssl.enableECC", "true"),
            Map.entry("javax.net.ssl.sessionCacheSize", "20480"));

    private static final Map<String, String> OF_SERVERS = Map.ofEntries(
            Map.entry("jdk.tls.server.SignatureSchemes", ""),
            Map.entry("jdk.tls.server.disableExtensions", ""),
            Map.entry("jdk.tls.server.enableSessionTicketExtension", "true"),
            Map.entry("jdk.tls.server.enableStatusRequestExtension", "false"),
            Map.entry("jdk.tls.server.maxInboundCertificateChainLength", "8"),
            Map.entry("jdk.tls.server.newSessionTicketCount", ""),
            Map.entry("jdk.tls.server.sessionTicketTimeout", ""),
            Map.entry("jdk.tls.server.statelessKeyTimeout", ""));

    private static final Map<String, String> OF_CLIENTS = Map.ofEntries(
            Map.entry("jdk.tls.client.SignatureSchemes", ""),
            Map.entry("jdk.tls.client.disableExtensions", ""),
            Map.entry("jdk.tls.client.enableCAExtension", "false"),
            Map.entry("jdk.tls.client.enableSessionTicketExtension", "true"),
            Map.entry("jdk.tls.client.maxInboundCertificateChainLength", "10"),
            Map.entry("jdk.tls.client.useCompatibilityMode", "true"),
            Map.entry("jsse.enableMFLNExtension", "false"),
            Map.entry("jsse.enableMFLExtension", "false"),
            Map.entry("jsse.enableSNIExtension", "true"));

    private static final String KEY_LIMITS = "jdk.tls.keyLimits";

    /** The default of every JDK; others count bytes that the other libraries do not count. */
    private static final Set<String> DEFAULT_KEY_LIMITS =
            Set.of("aes/gcm/nopadding keyupdate 2^37", "chacha20-poly1305 keyupdate 2^37");

    private JdkProperties() {}

    /** Returns the names of the versions to enable if a configuration names none; empty if the JVM sets none. */
    static List<String> protocols(Side side) {
        return list(System.getProperty("jdk.tls.%s.protocols".formatted(side.tag())));
    }

    /**
     * Returns the cipher suites to allow if a configuration names none; empty if the JVM sets none.
     *
     * @throws ConfigurationException if one is unknown
     */
    static List<CipherSuite> ciphers(Side side) throws ConfigurationException {
        var property = "jdk.tls.%s.cipherSuites".formatted(side.tag());
        var ciphers = new ArrayList<CipherSuite>();
        for (var name : list(System.getProperty(property))) {
            if (!name.equals("TLS_EMPTY_RENEGOTIATION_INFO_SCSV")) { // a signal, and no cipher suite (RFC 5746 3.3)
                ciphers.add(CipherSuite.named(name)
                        .orElseThrow(() -> new ConfigurationException(
                                "the system property %s contains '%s', which is not a known cipher suite"
                                        .formatted(property, name))));
            }
        }
        return ciphers;
    }

    /**
     * Refuses a library that ignores a property that is set.
     *
     * @param implementation the name to refuse it by
     * @throws ConfigurationException with the property and its value
     */
    static void check(Side side, ResolvedSettings settings, TlsLibrary library, String implementation)
            throws ConfigurationException {
        for (var properties : List.of(OF_BOTH, (side == Side.SERVER) ? OF_SERVERS : OF_CLIENTS)) {
            for (var property : properties.entrySet()) {
                var value = Optional.ofNullable(System.getProperty(property.getKey()))
                        .map(String::strip)
                        .orElse("");
                var isOverridden = property.getKey().equals("jdk.tls.namedGroups")
                        && !settings.groups().isEmpty();
                if (!value.isEmpty()
                        && !value.equalsIgnoreCase(property.getValue())
                        && !isOverridden
                        && !library.honours(property.getKey(), value)) {
                    throw refused("system", property.getKey(), value, implementation);
                }
            }
        }
        for (var limit : list(Security.getProperty(KEY_LIMITS))) {
            if (!DEFAULT_KEY_LIMITS.contains(DisabledAlgorithmCheck.normalized(limit))
                    && !library.honours(KEY_LIMITS, limit)) {
                throw refused("security", KEY_LIMITS, limit, implementation);
            }
        }
        for (var entry : DisabledAlgorithmCheck.entries()) {
            if (DisabledAlgorithmCheck.concerns(entry, settings)
                    && !library.honours(DisabledAlgorithmCheck.PROPERTY, entry)) {
                throw refused("security", DisabledAlgorithmCheck.PROPERTY, entry, implementation);
            }
        }
    }

    private static ConfigurationException refused(String kind, String property, String value, String implementation) {
        return new ConfigurationException(
                "the %s property %s contains '%s', which TLS implementation %s does not support; use jsse, or remove it"
                        .formatted(kind, property, value, implementation));
    }

    /** Returns the elements of a list that may be in quotation marks, as the JDK reads it. */
    static List<String> list(@Nullable String value) {
        if (value == null) {
            return List.of();
        }
        var text = value.strip();
        var content = (text.length() > 1 && text.startsWith("\"") && text.endsWith("\""))
                ? text.substring(1, text.length() - 1)
                : text;
        return Arrays.stream(content.split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
