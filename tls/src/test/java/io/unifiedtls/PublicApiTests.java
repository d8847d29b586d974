package io.unifiedtls;

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
                Path.of("src/test/resources/io/unifiedtls/public-api.txt"),
                "io.unifiedtls",
                "io.unifiedtls.jsse",
                "io.unifiedtls.test");
    }
}
