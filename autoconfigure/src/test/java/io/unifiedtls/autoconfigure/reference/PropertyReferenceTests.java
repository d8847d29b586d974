package io.unifiedtls.autoconfigure.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class PropertyReferenceTests {

    private final PropertyNode root = PropertyTree.read();

    @Test
    void isUpToDate() throws IOException {
        GeneratedFile.assertCurrent("properties.md", PropertyReference.of(this.root));
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(all(this.root).filter(property -> !property.description().matches("(?!The |A )[A-Z].*\\.")))
                .extracting(PropertyNode::name)
                .isEmpty();
    }

    @Test
    void hasTheDefaultsOfClients() {
        var client = this.root.properties().stream()
                .filter(section -> section.name().equals("clients"))
                .flatMap(PropertyReferenceTests::all);

        assertThat(client)
                .extracting(PropertyNode::name, PropertyNode::defaultValue)
                .contains(
                        tuple("lowest-supported-version", "TLSv1.2"),
                        tuple("strict", "true"),
                        tuple("revocation-checks", "chain"));
    }

    @Test
    void everyValueOfAChoiceIsDescribed() {
        assertThat(all(this.root))
                .filteredOn(
                        property -> property.type().isEnum() && !property.name().endsWith("-version"))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(property.values())
                        .as(property.name())
                        .hasSameSizeAs(property.type().getEnumConstants())
                        .allSatisfy(value -> assertThat(value.description()).endsWith(".")));
    }

    private static Stream<PropertyNode> all(PropertyNode node) {
        return Stream.concat(Stream.of(node), node.properties().stream().flatMap(PropertyReferenceTests::all));
    }
}
