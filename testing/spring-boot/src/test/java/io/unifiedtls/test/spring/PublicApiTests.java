package io.unifiedtls.test.spring;

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
                Path.of("src/test/resources/io/unifiedtls/test/spring/public-api.txt"), "io.unifiedtls.test.spring");
    }
}
