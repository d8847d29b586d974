package io.unifiedtls.test.differential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;

/** What an implementation says that it supports, and the groups that servers agree on. */
final class CapabilityBehaviours {

    private static final Map<TlsFeature, String> FEATURES = new LinkedHashMap<>();

    static {
        FEATURES.put(TlsFeature.TLS_1_3_CIPHER_SELECTION, "choose and order the cipher suites of TLS 1.3");
        FEATURES.put(TlsFeature.BINARY_INNER_PROTOCOLS, "application protocols whose names are not ASCII");
        FEATURES.put(TlsFeature.EDWARDS_KEYS, "Ed25519 and Ed448 keys");
        FEATURES.put(TlsFeature.MATERIAL_IDS, "keys in PKCS#11 tokens");
        FEATURES.put(TlsFeature.TLS_1_3_RESUMPTION, "resume sessions of TLS 1.3");
        FEATURES.put(TlsFeature.SESSION_TICKET_KEYS, "session ticket keys from the configuration");
        FEATURES.put(TlsFeature.OCSP_STAPLING, "staple a configured OCSP response");
        FEATURES.put(TlsFeature.HALF_CLOSE, "write after the peer's `close_notify` (TLS 1.3)");
        FEATURES.put(TlsFeature.CLOSE_CONFIRMATION, "see the peer's `close_notify` after its own");
        FEATURES.put(TlsFeature.KEYING_MATERIAL_EXPORT, "export keying material");
    }

    /** What no configuration asks for. */
    private static final Set<TlsFeature> NOT_CONFIGURED = EnumSet.of(
            TlsFeature.TLS_1_3_RESUMPTION,
            TlsFeature.HALF_CLOSE,
            TlsFeature.CLOSE_CONFIRMATION,
            TlsFeature.KEYING_MATERIAL_EXPORT);

    private CapabilityBehaviours() {}

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        behaviours.add(new Behaviour("clients and servers of TLS 1.2 and 1.3", CapabilityBehaviours::versions));
        FEATURES.forEach((feature, title) ->
                behaviours.add(new Behaviour(title, subject -> has(subject, feature) ? "yes" : "no")));
        for (var group : NamedGroup.values()) {
            behaviours.add(new Behaviour("choose the group `%s`".formatted(group.protocolName()), subject -> {
                Contexts.server(subject, settings -> settings.groups(List.of(group)));
                return "yes";
            }));
        }
        behaviours.add(new Behaviour(
                "X25519MLKEM768 by default",
                subject -> Connection.of(
                                                Peer.unlimited().client(TlsVersion.TLSv1_3),
                                                Contexts.server(subject, settings -> settings)
                                                        .createEngine())
                                        .sentByServer()
                                        .group()
                                == NamedGroup.X25519MLKEM768.code()
                        ? "yes"
                        : "no"));
        return new Family("Capabilities", behaviours);
    }

    /** A configuration that needs something makes {@code auto} take an implementation that supports it. */
    private static boolean has(Subject subject, TlsFeature feature) {
        return subject == Subject.AUTO && !NOT_CONFIGURED.contains(feature)
                ? TlsImplementation.present().stream()
                        .anyMatch(
                                implementation -> implementation.capabilities().has(feature))
                : subject.implementation().capabilities().has(feature);
    }

    private static String versions(Subject subject) {
        var capabilities = subject.implementation().capabilities();
        return capabilities.has(TlsFeature.CLIENTS)
                        && capabilities.has(TlsFeature.SERVERS)
                        && capabilities.versions().containsAll(List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3))
                ? "yes"
                : "no";
    }
}
