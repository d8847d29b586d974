package io.unifiedtls.boringssl.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.security.PrivateKey;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Keys are parsed by BoringSSL once for each chain, and are in memory no longer than the chain. */
class NativeCredentialsTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Native Credentials");

    private static final TestCertificate CERTIFICATE = AUTHORITY.server("localhost");

    private final NativeCredentials credentials = new NativeCredentials();

    private SslContext context;

    private ReferenceCountedOpenSslEngine engine;

    @BeforeEach
    void createEngine() throws Exception {
        this.context = SslContextBuilder.forServer(CERTIFICATE.privateKey(), CERTIFICATE.chain())
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .build();
        this.engine = (ReferenceCountedOpenSslEngine) this.context.newEngine(ByteBufAllocator.DEFAULT);
    }

    @AfterEach
    void release() {
        this.engine.release();
        ReferenceCountUtil.release(this.context);
    }

    private static Credential credential() {
        return new Credential(CERTIFICATE.privateKey(), CERTIFICATE.chain(), List.of("localhost"));
    }

    @Test
    void areParsedOnce() {
        var credential = credential();

        this.credentials.present(credential, this.engine);
        this.credentials.present(credential, this.engine);

        assertThat(this.credentials.size()).isEqualTo(1);
        Reference.reachabilityFence(credential);
    }

    @Test
    void areReleasedWithTheirChain() {
        for (int i = 0; i < 100; i++) {
            this.credentials.present(credential(), this.engine);
        }

        await().until(() -> {
            System.gc();
            return this.credentials.size() == 0;
        });
    }

    @Test
    void areRefusedWithTheNamesOfTheChainAndNotTheKey() {
        var credential = new Credential(new UnreadableKey(), CERTIFICATE.chain(), List.of("localhost"));

        assertThatIllegalStateException()
                .isThrownBy(() -> this.credentials.present(credential, this.engine))
                .withMessageStartingWith("BoringSSL cannot read the certificate chain or key of Credential[localhost]");
        assertThat(this.credentials.size()).isZero();
    }

    private static final class UnreadableKey implements PrivateKey {

        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "PKCS#8";
        }

        @Override
        public byte[] getEncoded() {
            var noise = new byte[64];
            ThreadLocalRandom.current().nextBytes(noise);
            return noise;
        }
    }
}
