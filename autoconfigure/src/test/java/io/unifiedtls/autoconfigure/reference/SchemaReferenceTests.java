package io.unifiedtls.autoconfigure.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The schema accepts what an application accepts, and refuses common mistakes. */
@Tag("any-jdk")
class SchemaReferenceTests {

    private static final String TEXT = EditorSchema.of(PropertyTree.read());

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(JsonMapper.shared().readTree(TEXT));

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```ya?ml$(.*?)^ *```$");

    @Test
    void isUpToDate() throws IOException {
        GeneratedFile.assertCurrent("unified-tls.schema.json", TEXT);
    }

    @Test
    void isInTheJar() {
        assertThat(EditorSchema.class.getResource("/META-INF/unified-tls.schema.json"))
                .isNotNull();
    }

    @TestFactory
    Stream<DynamicTest> acceptsTheSamples() throws IOException {
        return files(Path.of("..", "samples"), ".yml")
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> assertThat(problems(Files.readString(file))).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> acceptsTheGuide() throws IOException {
        return files(Path.of("..", "docs"), ".md")
                .map(page -> DynamicTest.dynamicTest(
                        page.toString(),
                        () -> assertThat(BLOCK.matcher(Files.readString(page)).results())
                                .allSatisfy(block ->
                                        assertThat(problems(block.group(1))).isEmpty())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ implementation: '${LIBRARY:auto}' }",
                "{ implementation: my-library }",
                "{ validate-only: '${CHECK}' }",
                "{ servers: { web: { ciphers: 'TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384' } } }",
                "{ servers: { web: { ciphers: ['0x1301'], groups: 'x25519, secp256r1' } } }",
                "{ servers: { web: { lowest-supported-version: '${LOWEST}', handshake-timeout: 5000 } } }",
                "{ servers: { '[my.api]': { certificate-chains: [{ certificate: a.pem, server-names: a.test }] } } }",
                "{ servers: { web: { redirect-http-port: '${PORT:8080}' } } }",
                "{ clients: { payments: { insecure: hostname, trust-store: { system: true } } } }",
                "{ reload: { poll-interval: PT1M, quiet-period: 500ms } }"
            })
    void accepts(String tls) {
        assertThat(problems("tls: " + tls)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ server: { web: {} } }",
                "{ servers: { web: { client-auth: required } } }",
                "{ servers: { web: { client-authentication: need } } }",
                "{ servers: { web: { trust-store: [a.pem] } } }",
                "{ servers: { web: { trust-store: a.pem } } }",
                "{ servers: { web: { certificate-chains: { certificate: a.pem } } } }",
                "{ servers: { web: { certificate-chains: [a.pem] } } }",
                "{ servers: { web: { certificate: a.pem } } }",
                "{ servers: { web: { certificate-chains: [{ keystore: { location: a.p12, password: 123 } }] } } }",
                "{ servers: { web: { lowest-supported-version: TLSv1.1 } } }",
                "{ servers: { web: { groups: [x25519, P-256] } } }",
                "{ servers: { web: { groups: 'x25519, P-256' } } }",
                "{ servers: { web: { handshake-timeout: 5 sec } } }",
                "{ servers: { web: { redirect-http-port: http } } }",
                "{ servers: [{ web: {} }] }",
                "{ clients: { payments: { certificate-chains: [{ certificate: a.pem }] } } }",
                "{ clients: { payments: { insecure: everything } } }",
                "{ reload: { enabled: sometimes } }",
                "{ handshake-journal: { failures: many } }",
                "{ metrics: { server-name-tags: true } }"
            })
    void refuses(String tls) {
        assertThat(problems("tls: " + tls)).isNotEmpty();
    }

    @Test
    void ignoresWhatIsNotOurs() {
        assertThat(problems("{ server: { port: true }, spring: [], x: 1 }")).isEmpty();
    }

    private static List<String> problems(String yaml) {
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(new LoaderOptions()))
                                .loadAll(yaml)
                                .spliterator(),
                        false)
                // the guide also shows parts of Kubernetes' resources, which are lists
                .filter(Map.class::isInstance)
                .flatMap(document -> SCHEMA.validate(JsonMapper.shared().valueToTree(document)).stream())
                .map(Object::toString)
                .toList();
    }

    private static Stream<Path> files(Path root, String ending) throws IOException {
        try (var files = Files.walk(root)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("target"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
