package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an IDE knows of {@code tls}. */
@Tag("any-jdk")
class ConfigurationMetadataTests {

    private static JsonNode metadata() throws IOException {
        try (var file =
                ConfigurationMetadataTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.shared().readTree(file);
        }
    }

    static Stream<JsonNode> properties() throws IOException {
        // those of the endpoints are Spring Boot's
        return StreamSupport.stream(metadata().get("properties").spliterator(), false)
                .filter(property -> property.get("name").asString().startsWith("tls."));
    }

    private static List<String> names(String array) throws IOException {
        return StreamSupport.stream(metadata().get(array).spliterator(), false)
                .map(node -> node.get("name").asString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void everyPropertyIsDescribed(JsonNode property) {
        assertThat(property.path("description").asString(""))
                .endsWith(".")
                .doesNotStartWith("The ")
                .doesNotStartWith("A ");
    }

    @Test
    void everyGroupIsDescribed() throws IOException {
        assertThat(metadata().get("groups"))
                .filteredOn(group -> group.get("name").asString().startsWith("tls"))
                .allSatisfy(group -> assertThat(group.path("description").asString(""))
                        .as("%s", group.get("name"))
                        .endsWith("."));
    }

    @Test
    void everySettingWithAFixedDefaultHasIt() throws IOException {
        var withDefault = properties()
                .filter(property -> property.has("defaultValue"))
                .map(property -> property.get("name").asString())
                .toList();

        assertThat(withDefault)
                .contains(
                        "tls.servers.web.client-authentication",
                        "tls.servers.web.trust-store.system",
                        "tls.servers.web.highest-supported-version",
                        "tls.servers.management.client-authentication");
    }

    @Test
    void hintsAtDocumentedVersionsOnly() throws IOException {
        assertThat(metadata().get("hints"))
                .filteredOn(hint -> hint.get("name").asString().endsWith("-supported-version"))
                .hasSize(4)
                .allSatisfy(hint -> assertThat(hint.get("values"))
                        .extracting(value -> value.get("value").asString())
                        .containsExactly("TLSv1.2", "TLSv1.3"));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void everyPropertyIsKnown(JsonNode property) {
        var name = property.get("name").asString();
        var container = property.get("type").asString().startsWith("java.util.Map");

        assertThat(PropertyValidator.check(ConfigurationPropertyName.of(container ? name + ".x.ciphers" : name), ""))
                .isEmpty();
    }

    @Test
    void listsWhatIsBelowTheWebServers() throws IOException {
        var keys = Arrays.stream(TlsProperties.Server.class.getRecordComponents())
                .filter(component -> component.getType() != TlsProperties.Trust.class
                        && component.getType() != TlsProperties.Directory.class)
                .map(RecordComponent::getName)
                .map(DataObjectPropertyName::toDashedForm)
                .toList();

        assertThat(names("properties"))
                .containsAll(keys.stream().map("tls.servers.web."::concat).toList())
                .containsAll(keys.stream()
                        .filter(key -> !key.equals("redirect-http-port"))
                        .map("tls.servers.management."::concat)
                        .toList());
    }

    @Test
    void hintsAtValues() throws IOException {
        assertThat(names("hints"))
                .contains(
                        "tls.implementation",
                        "tls.servers.keys",
                        "tls.clients.keys",
                        "tls.servers.web.ciphers",
                        "tls.servers.web.groups",
                        "tls.servers.web.client-authentication",
                        "tls.servers.web.lowest-supported-version",
                        "tls.servers.web.highest-supported-version",
                        "tls.servers.web.unknown-server-name",
                        "tls.servers.web.trust-store.certificates");
    }

    @Test
    void hintsAtTheSameForBothWebServers() throws IOException {
        assertThat(hintsBelow("tls.servers.web.")).isNotEmpty().isEqualTo(hintsBelow("tls.servers.management."));
    }

    private static Map<String, JsonNode> hintsBelow(String prefix) throws IOException {
        return StreamSupport.stream(metadata().get("hints").spliterator(), false)
                .filter(hint -> hint.get("name").asString().startsWith(prefix))
                .collect(Collectors.toMap(
                        hint -> hint.get("name").asString().substring(prefix.length()),
                        hint -> ((ObjectNode) hint).deepCopy().without("name")));
    }

    @Test
    void hintsAtEveryValueOfAnEnumeration() throws IOException {
        var enumerations = properties()
                .filter(property -> ClassUtils.resolveClassName(
                                property.get("type").asString().replaceAll("<.*", ""), null)
                        .isEnum())
                .map(property -> property.get("name").asString())
                .toList();

        assertThat(names("hints")).containsAll(enumerations);
    }

    @Test
    void everyHintIsForAProperty() throws IOException {
        var hints = names("hints").stream().map(name -> name.replaceFirst("\\.keys$", ""));

        assertThat(names("properties")).containsAll(hints.toList());
    }
}
