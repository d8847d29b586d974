package io.unifiedtls.openssl.internal.ffm;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.unifiedtls.NamedGroup;

/** The groups that the library has. */
final class Groups {

    /** Their IANA names. */
    static final List<String> SUPPORTED = supported();

    /** Without X448, which costs a server many times what it costs the client; there are no finite fields. */
    static final List<String> DEFAULT = SUPPORTED.stream()
            .filter(name -> !name.equals(NamedGroup.X448.protocolName()))
            .toList();

    private Groups() {}

    private static List<String> supported() {
        var context = new Context();
        try {
            return Arrays.stream(NamedGroup.values())
                    .map(NamedGroup::protocolName)
                    .filter(name -> context.groups(list(List.of(name))))
                    .toList();
        } finally {
            Reference.reachabilityFence(context);
        }
    }

    /** Returns OpenSSL's list of groups with these IANA names. */
    static String list(List<String> names) {
        return names.stream()
                .map(name -> switch (name) {
                    case "x25519" -> "X25519";
                    case "x448" -> "X448";
                    case "secp256r1" -> "P-256";
                    case "secp384r1" -> "P-384";
                    case "secp521r1" -> "P-521";
                    default -> name;
                })
                .collect(Collectors.joining(":"));
    }
}
