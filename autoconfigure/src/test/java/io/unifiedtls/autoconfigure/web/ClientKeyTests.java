package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ServerContext;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** By default a client is known whatever the kind of its key. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT", "NETTY", "JETTY"})
class ClientKeyTests {

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(
                kind,
                Site.properties(
                        "client-authentication",
                        "optional",
                        "trust-store.certificates",
                        Site.pem(Site.CLIENT_AUTHORITY.certificatePem())),
                "tls.implementation=auto");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "RSASSA-PSS", "secp256r1", "secp384r1", "secp521r1", "Ed25519", "Ed448"})
    void isKnown(String key) throws Exception {
        var file = write(key);
        assertThat(server.application()
                        .getBean(ServerContext.class)
                        .implementation()
                        .name())
                .isEqualTo("jsse");

        for (var version : new String[] {"-tls1_2", "-tls1_3"}) {
            var client = SClient.connect(server, version, "-cert", file, "-key", file);

            assertThat(client.output()).as(version).contains("client=CN=" + key);
            server.outcome(Kind.SUCCEEDED);
        }
    }

    private static String write(String key) throws IOException, GeneralSecurityException {
        var certificate = Site.CLIENT_AUTHORITY
                .leaf()
                .commonName(key)
                .client()
                .keys(keys(key))
                .issue();
        return Files.write(directory.resolve(key + ".pem"), certificate.combinedPem())
                .toString();
    }

    private static KeyPair keys(String key) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(key.startsWith("secp") ? "EC" : key);
        if (key.startsWith("secp")) {
            generator.initialize(new ECGenParameterSpec(key));
        } else if (key.equals("RSASSA-PSS")) {
            generator.initialize(new RSAKeyGenParameterSpec(
                    2048,
                    RSAKeyGenParameterSpec.F4,
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1)));
        }
        return generator.generateKeyPair();
    }
}
