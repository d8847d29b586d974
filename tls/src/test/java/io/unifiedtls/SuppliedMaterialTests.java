package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class SuppliedMaterialTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Supplied Material");

    private static final TestCertificate FIRST = AUTHORITY.server("localhost");

    private static final TestCertificate SECOND = AUTHORITY.server("localhost");

    private final AtomicReference<Supplier<byte[]>> vault = new AtomicReference<>(FIRST::combinedPem);

    private ReloadableServerContext server() throws ConfigurationException {
        var source = MaterialSource.supplied("the vault", () -> this.vault.get().get());
        return TlsImplementation.named("jsse")
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(new SigningChain.Certificates(
                                new TlsCertificate(source), Optional.empty(), List.of(), List.of())))
                        .build())
                .reloadable();
    }

    @Test
    void isReadAgainAtEachReload() throws Exception {
        var server = server();
        assertThat(server.reload()).isFalse();

        this.vault.set(SECOND::combinedPem);

        assertThat(server.reload()).isTrue();
        assertThat(server.loadedChains().get(0).leaf()).isEqualTo(SECOND.certificate());
    }

    @Test
    void failsTheReloadButNotTheContext() throws Exception {
        var server = server();
        this.vault.set(() -> {
            throw new IllegalStateException("it is sealed");
        });

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessage("cannot read the vault: it is sealed");

        assertThat(server.loadedChains().get(0).leaf()).isEqualTo(FIRST.certificate());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::server)
                .withMessage("cannot read the vault: it is sealed");
    }
}
