package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifest puts the files where the configuration for production has them. */
class KubernetesManifestTests {

    private static final Path MANIFEST = Path.of("../kubernetes/shop.yml");

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
