package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerContext;

class GroupMapperTests {

    @TempDir
    private static Path directory;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

    @Test
    void readsGroupsInUpperAndLowerCase() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(
                        "tls.servers.web.groups=x25519mlkem768,SECP256R1", "tls.clients.payments.groups=X25519")
                .run(context -> {
                    assertThat(context.getBean(ServerContext.class)
                                    .configuration()
                                    .groups())
                            .containsExactly(NamedGroup.X25519MLKEM768, NamedGroup.SECP256R1);
                    assertThat(context.getBean(ClientContext.class)
                                    .configuration()
                                    .groups())
                            .containsExactly(NamedGroup.X25519);
                });
    }

    @Test
    void refusesAnUnknownGroupWithTheList() {
        refuses(
                "secp256k1",
                "boringssl",
                "'secp256k1' is not a known group; known groups: X25519MLKEM768, x25519, x448, secp256r1, secp384r1, secp521r1");
    }

    @Test
    void refusesAGroupTwice() {
        refuses("X25519,x25519", "boringssl", "'x25519' is listed twice");
    }

    @Test
    void refusesWhatTheImplementationCannotChoose() {
        refuses(
                "x25519",
                "bouncycastle",
                "TLS implementation bouncycastle accepts EC certificates only on curves among the groups [x25519]; add secp256r1, secp384r1 and secp521r1, or use another implementation");
    }

    private void refuses(String groups, String implementation, String problem) {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(
                        "tls.servers.web.groups=" + groups, "tls.servers.web.implementation=" + implementation)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(problem));
    }
}
