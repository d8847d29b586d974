package io.unifiedtls.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.unifiedtls.fixtures.PublicApi;

@Tag("any-jdk")
class PublicApiTests {

    @Test
    void changesOnPurposeOnly() throws IOException {
        PublicApi.assertUnchanged(
                Path.of("src/test/resources/io/unifiedtls/autoconfigure/public-api.txt"),
                "io.unifiedtls.autoconfigure",
                // the others of its package are public for the other packages only
                "io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException",
                "io.unifiedtls.autoconfigure.bundle",
                "io.unifiedtls.autoconfigure.client",
                "io.unifiedtls.autoconfigure.metrics",
                "io.unifiedtls.autoconfigure.observation",
                "io.unifiedtls.autoconfigure.reload",
                "io.unifiedtls.autoconfigure.shared",
                "io.unifiedtls.autoconfigure.test",
                "io.unifiedtls.autoconfigure.validate",
                "io.unifiedtls.autoconfigure.web",
                "io.unifiedtls.boringssl",
                "io.unifiedtls.insecure");
    }
}
