package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.unifiedtls.NamedGroup;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.Suggestions;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Reads the groups for the key exchange by their IANA names. */
final class GroupMapper {

    private GroupMapper() {}

    static List<NamedGroup> of(List<String> names, String property, PropertyOrigins settings) {
        var groups = new ArrayList<NamedGroup>();
        for (var i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var element = PropertyNames.indexed(property, i);
            var group = NamedGroup.named(name).orElseThrow(() -> unknown(name, element));
            if (groups.contains(group)) {
                throw new TlsConfigurationException(
                        element, "'%s' is listed twice".formatted(name), "Remove one of them.", "");
            }
            groups.add(settings.put(group, element));
        }
        return groups;
    }

    private static TlsConfigurationException unknown(String name, String property) {
        var known = Stream.of(NamedGroup.values()).map(NamedGroup::protocolName).toList();
        return new TlsConfigurationException(
                property,
                "'%s' is not a known group; known groups: %s"
                        .formatted(name, known.stream().collect(Collectors.joining(", "))),
                "Use an IANA name, or remove groups to use the secure defaults:",
                Snippet.of(property, Suggestions.nearest(name, known).orElse(NamedGroup.X25519.protocolName())));
    }
}
