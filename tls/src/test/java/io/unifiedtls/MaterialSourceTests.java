package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class MaterialSourceTests {

    private static final Path PATH = Path.of("/etc/tls/server.pem");

    @Test
    void copiesBuffersWhichAreEqualByContent() {
        var bytes = new byte[] {1, 2, 3};
        var source = MaterialSource.buffer(bytes);
        bytes[0] = 9;

        assertThat(source)
                .isEqualTo(MaterialSource.buffer(new byte[] {1, 2, 3}))
                .hasToString("a buffer of 3 bytes");
        assertThat(((MaterialSource.Buffer) source).bytes()).containsExactly(1, 2, 3);
        ((MaterialSource.Buffer) source).bytes()[0] = 9;
        assertThat(((MaterialSource.Buffer) source).bytes()).containsExactly(1, 2, 3);
        assertThat(MaterialSource.file(PATH)).hasToString("/etc/tls/server.pem");
        assertThat(MaterialSource.id("slot-1")).hasToString("id slot-1");
    }
}
