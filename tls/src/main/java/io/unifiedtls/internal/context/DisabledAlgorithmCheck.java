package io.unifiedtls.internal.context;

import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.unifiedtls.TlsVersion;

/**
 * The security property {@code jdk.tls.disabledAlgorithms}, for a library that ignores it: every entry counts but those
 * that forbid only what no context of ours offers in any case.
 */
final class DisabledAlgorithmCheck {

    static final String PROPERTY = "jdk.tls.disabledAlgorithms";

    private static final String INCLUDE = "include ";

    /** What no context offers with any configuration, with any restriction that may follow the name. */
    private static final Set<String> NEVER_OFFERED = Set.of(
            // versions
            "sslv2hello",
            "sslv3",
            "tlsv1",
            "tlsv1.1",
            "dtlsv1.0",
            "dtlsv1.2",
            "dtlsv1.3",
            // ciphers and hashes
            "rc2",
            "rc4",
            "rc4_40",
            "rc4_128",
            "des",
            "des40",
            "des_cbc",
            "des40_cbc",
            "desede",
            "3des_ede_cbc",
            "idea",
            "null",
            "anon",
            "md2",
            "md5",
            "md5withrsa",
            "rsa_md5",
            "export",
            "rsa_export",
            "k_null",
            "m_null",
            // keys of DSA and static keys of Diffie-Hellman, which no implementation but the JDK's has
            "dsa",
            "dh",
            "diffiehellman",
            "dhe_dss",
            "dh_anon",
            "ecdh",
            "ecdh_anon",
            "ecdh_ecdsa",
            "ecdh_rsa",
            // SHA-1 in signatures (RFC 9155)
            "rsa_pkcs1_sha1",
            "ecdsa_sha1",
            "dsa_sha1",
            "sha1withdsa",
            "sha1withrsa",
            "sha1withecdsa");

    /** The sizes of keys below which nothing is offered or accepted in any case. */
    private static final Map<String, Integer> SMALLEST_KEYS = Map.of("rsa", 2048, "rsassa-pss", 2048, "ec", 256);

    private static final Pattern KEY_SIZE = Pattern.compile("([a-z0-9-]+) keysize (<=?) ([0-9]{1,9})");

    private DisabledAlgorithmCheck() {}

    /** Returns the entries as they are now, with those of the properties that they include. */
    static List<String> entries() {
        var entries = new ArrayList<String>();
        for (var entry : JdkProperties.list(Security.getProperty(PROPERTY))) {
            if (normalized(entry).startsWith(INCLUDE)) {
                entries.addAll(JdkProperties.list(
                        Security.getProperty(entry.substring(INCLUDE.length()).strip())));
            } else {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Returns whether an entry may forbid something that engines with these settings offer. */
    static boolean concerns(String entry, ResolvedSettings settings) {
        var text = normalized(entry);
        var name = text.contains(" ") ? text.substring(0, text.indexOf(' ')) : text;
        if (name.startsWith("tls_")) {
            var pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
            return settings.ciphers().stream()
                    .anyMatch(cipher -> pattern.matcher(cipher.name().toLowerCase(Locale.ROOT))
                            .matches());
        }
        for (var version : TlsVersion.values()) {
            if (name.equals(version.protocol().toLowerCase(Locale.ROOT))) {
                return settings.versions().stream()
                        .anyMatch(any -> any.protocol().equals(version.protocol()));
            }
        }
        return !NEVER_OFFERED.contains(name) && !isOfSmallerKeys(text);
    }

    private static boolean isOfSmallerKeys(String text) {
        var size = KEY_SIZE.matcher(text);
        if (!size.matches()) {
            return false;
        }
        var below = Integer.parseInt(size.group(3)) + (size.group(2).equals("<") ? 0 : 1);
        return below <= SMALLEST_KEYS.getOrDefault(size.group(1), 0);
    }

    static String normalized(String entry) {
        return entry.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
