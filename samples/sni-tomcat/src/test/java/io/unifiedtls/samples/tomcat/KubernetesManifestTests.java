package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifests are as the image and the configuration of the application need them. */
@Tag("any-jdk")
class KubernetesManifestTests {

    private static final Path MANIFEST = Path.of("../kubernetes/shop.yml");

    private static final Path DOCKERFILE = Path.of("Dockerfile");

    private static final Path CONFIGURATION = Path.of("src/main/resources/application-production.yml");

    @Test
    void mountsTheSecretOfTheCertificateWhereTheApplicationReadsIt() throws IOException {
        var documents = documents();
        var certificate = documents.get("Certificate");
        var pod = at(documents.get("Deployment"), "spec", "template", "spec");
        var secret = at(first(pod, "volumes"), "secret");
        var mount = first(first(pod, "containers"), "volumeMounts");

        assertThat(secret).containsEntry("secretName", at(certificate, "spec").get("secretName"));
        assertThat(mount)
                .containsEntry("name", first(pod, "volumes").get("name"))
                .doesNotContainKey("subPath");
        assertThat(Files.readString(CONFIGURATION))
                .contains("certificate: %s/%s".formatted(mount.get("mountPath"), path(secret, "tls.crt")))
                .contains("private-key: %s/%s".formatted(mount.get("mountPath"), path(secret, "tls.key")));
    }

    @Test
    void runsWithoutRootOnAReadOnlyFileSystem() throws IOException {
        var container = container();

        assertThat(at(pod(), "securityContext")).containsEntry("runAsNonRoot", true);
        assertThat(at(container, "securityContext"))
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false);
        assertThat(at(container, "resources", "limits")).containsKey("memory");
        assertThat(Files.readString(DOCKERFILE))
                .contains(
                        "USER %1$s:%1$s".formatted(at(pod(), "securityContext").get("runAsUser")));
    }

    @Test
    void hasAWritableDirectoryForEachThatTheImageWritesTo() throws IOException {
        var writable = list(container(), "volumeMounts")
                .filter(mount -> !mount.containsKey("readOnly"))
                .collect(Collectors.toMap(mount -> mount.get("mountPath"), mount -> mount.get("name")));
        var empty = list(pod(), "volumes").filter(volume -> volume.containsKey("emptyDir"));

        assertThat(writable).containsOnlyKeys("/tmp", "/native");
        assertThat(empty.map(volume -> volume.get("name"))).containsExactlyInAnyOrderElementsOf(writable.values());
        assertThat(Files.readString(DOCKERFILE)).contains("-Dio.netty.native.workdir=/native", "WORKDIR /tmp");
    }

    @Test
    void probesThePlainManagementPort() throws IOException {
        var management = at(load(Path.of("src/main/resources/application-container.yml")), "management", "server");

        assertThat(at(management, "ssl")).containsEntry("enabled", false);
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(at(container(), probe, "httpGet"))
                    .as(probe)
                    .containsEntry("port", management.get("port"))
                    .doesNotContainKey("scheme");
        }
    }

    private static Map<String, Object> pod() throws IOException {
        return at(documents().get("Deployment"), "spec", "template", "spec");
    }

    private static Map<String, Object> container() throws IOException {
        return first(pod(), "containers");
    }

    private static Stream<Map<String, Object>> list(Map<String, Object> map, String key) {
        return ((List<?>) map.get(key)).stream().map(KubernetesManifestTests::map);
    }

    private static Map<String, Object> load(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }

    private static Map<String, Map<String, Object>> documents() throws IOException {
        var documents = new LinkedHashMap<String, Map<String, Object>>();
        try (var manifest = Files.newBufferedReader(MANIFEST)) {
            for (var document : new Yaml().loadAll(manifest)) {
                documents.put((String) map(document).get("kind"), map(document));
            }
        }
        return documents;
    }

    private static Object path(Map<String, Object> secret, String key) {
        return ((List<?>) secret.get("items"))
                .stream()
                        .map(KubernetesManifestTests::map)
                        .filter(item -> item.get("key").equals(key))
                        .map(item -> item.get("path"))
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<String, Object> at(Map<String, Object> map, String... keys) {
        for (var key : keys) {
            map = map(map.get(key));
        }
        return map;
    }

    private static Map<String, Object> first(Map<String, Object> map, String key) {
        return map(((List<?>) map.get(key)).get(0));
    }

    @SuppressWarnings("unchecked") // what a mapping of YAML is
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
