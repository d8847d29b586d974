package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

class TlsPropertiesTests {

    @Test
    void bindsTheConfigurationOfTheGuide() throws Exception {
        var properties = TlsBinding.bind(environment(yaml("""
                tls:
                  implementation: auto
                  servers:
                    web:
                      implementation: jsse
                      certificate-chains:
                        - certificate: file:/etc/tls/www.pem
                          private-key: file:/etc/tls/www.key
                          private-key-password: secret
                          server-names: [www.example.com, "*.example.com"]
                          ocsp-response: file:/etc/tls/www.ocsp
                        - keystore: { location: file:api.p12, password: secret, type: PKCS12, alias: api, key-password: secret }
                        - self-signed: { server-names: [localhost] }
                      client-authentication: none
                      trust-store: { certificates: file:ca.pem, revocation-lists: file:ca.crl }
                      lowest-supported-version: TLSv1.2
                      highest-supported-version: TLSv1.3
                      ciphers: [TLS_AES_128_GCM_SHA256, 0x1302]
                      inner-protocols: [h2, http/1.1]
                      unknown-server-name: use-default
                      absent-server-name: reject
                      session-ticket-keys: [file:/run/tls/new.key, file:/run/tls/old.key]
                      handshake-timeout: 10s
                  clients:
                    payments:
                      trust-store: { system: true }
                  metrics:
                    server-name-tag: true
                """)));

        var web = properties.servers().get("web");
        assertThat(web.certificateChains()).hasSize(3);
        assertThat(web.certificateChains().get(0).serverNames()).containsExactly("www.example.com", "*.example.com");
        assertThat(web.clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
        assertThat(web.lowestSupportedVersion()).isEqualTo(TlsVersion.TLSv1_2);
        assertThat(web.highestSupportedVersion()).isEqualTo(TlsVersion.TLSv1_3);
        assertThat(web.ciphers()).containsExactly("TLS_AES_128_GCM_SHA256", "4866");
        assertThat(web.innerProtocols()).containsExactly("h2", "http/1.1");
        assertThat(web.unknownServerName()).isEqualTo(ServerNamePolicy.USE_DEFAULT);
        assertThat(web.absentServerName()).isEqualTo(ServerNamePolicy.REJECT);
        assertThat(web.sessionTicketKeys()).containsExactly("file:/run/tls/new.key", "file:/run/tls/old.key");
        assertThat(web.certificateChains().get(0).ocspResponse()).isEqualTo("file:/etc/tls/www.ocsp");
        assertThat(properties.clients().get("payments").trustStore().system()).isTrue();
    }

    @Test
    void neverPrintsASecret() throws Exception {
        var properties = TlsBinding.bind(environment(yaml("""
                tls:
                  servers:
                    web:
                      certificate-chains:
                        - certificate: |
                            -----BEGIN CERTIFICATE-----
                            s3cret
                          private-key: |
                            -----BEGIN PRIVATE KEY-----
                            s3cret
                          private-key-password: s3cret
                        - certificate: www.pem
                          private-key: MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQs3cret
                        - keystore: { location: file:api.p12, password: s3cret, key-password: s3cret }
                      trust-store: { keystore: { location: file:ca.p12, password: s3cret } }
                      session-ticket-keys: ["base64:s3cret", file:/run/tls/ticket.key]
                """)));

        assertThat(properties.toString())
                .contains("PEM text", "[Base64 text, file:/run/tls/ticket.key]", "api.p12", "ca.p12")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "tls.servers.web.certificateChains[0].privateKey",
        "tls.servers.web.certificate_chains[0].private_key",
        "tls.servers.web.certificate-chains[0].private-key",
        "TLS.SERVERS.web.CERTIFICATE-CHAINS[0].PRIVATE-KEY"
    })
    void bindsEveryFormOfAName(String name) {
        var properties = TlsBinding.bind(environment(map("test", Map.of(name, "www.key"))));

        assertThat(properties.servers().get("web").certificateChains().get(0).privateKey())
                .isEqualTo("www.key");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, TLSv1_2", "TLSV1_2, TLSv1_2", "tlsv1.3, TLSv1_3", "TLSv1_3, TLSv1_3"})
    void bindsEveryFormOfAVersion(String value, TlsVersion version) {
        var properties = TlsBinding.bind(
                environment(map("test", Map.of("tls.clients.payments.lowest-supported-version", value))));

        assertThat(properties.clients().get("payments").lowestSupportedVersion())
                .isEqualTo(version);
    }

    @Test
    void bindsEnvironmentVariables() {
        var properties = TlsBinding.bind(environment(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                        "TLS_SERVERS_WEB_CERTIFICATECHAINS_0_CERTIFICATE", "www.pem",
                        "TLS_SERVERS_WEB_LOWESTSUPPORTEDVERSION", "TLSv1.3"))));

        var web = properties.servers().get("web");
        assertThat(web.certificateChains().get(0).certificate()).isEqualTo("www.pem");
        assertThat(web.lowestSupportedVersion()).isEqualTo(TlsVersion.TLSv1_3);
    }

    static Stream<PropertySource<?>> sourcesOfOthers() {
        return Stream.of(
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("TLS_PORT", "443", "TLS_CERT", "x", "TLS_IMPLEMENTATION_DETAIL", "x")),
                map(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, Map.of("tls.debug", "x")),
                map("application.yml", Map.of("tls", "")));
    }

    @ParameterizedTest
    @MethodSource("sourcesOfOthers")
    void leavesAloneWhatMayBeSomebodyElses(PropertySource<?> source) {
        assertThat(TlsBinding.bind(environment(source)).servers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "systemProperties, tls.servers.web.certficate-chains[0].certificate",
        "systemProperties, tls.clients.payments.ciper",
        "systemProperties, tls.metrics.tag",
        "systemProperties, tls.handshake-journal.failure",
        "systemProperties, tls.validate-only.format",
        "systemProperties, tls.implementation.name",
        "application.properties, tls.debug"
    })
    void refusesWhatNobodyElseCanMean(String source, String name) {
        var environment = environment(map(source, Map.of(name, "x")));

        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> TlsBinding.bind(environment))
                .satisfies(exception -> assertThat(name).startsWith(exception.property()))
                .withMessageContaining("no such property");
    }

    private static StandardEnvironment environment(PropertySource<?> source) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(known -> environment.getPropertySources().remove(known.getName()));
        environment.getPropertySources().addLast(source);
        return environment;
    }

    private static PropertySource<?> map(String name, Map<String, Object> properties) {
        return new MapPropertySource(name, properties);
    }

    private static PropertySource<?> yaml(String yaml) throws Exception {
        return new YamlPropertySourceLoader()
                .load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    }
}
