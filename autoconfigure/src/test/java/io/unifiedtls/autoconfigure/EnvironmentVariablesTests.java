package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

class EnvironmentVariablesTests {

    private static final String[] ENTRIES = {
        "tls.servers.web.certificate-chains[0].certificate",
        "tls.servers.my-api.certificate-chains[0].certificate",
        "tls.clients.payments.trust-store.certificates",
        "tls.clients.bankOfX.trust-store.certificates",
        "tls.clients.bank-2.trust-store.certificates",
        "tls.clients.service.trust-store.certificates"
    };

    @ParameterizedTest
    @CsvSource({
        "TLS_SERVERS_WEB_CLIENTAUTHENTICATON, TLS_SERVERS_WEB_CLIENTAUTHENTICATION, tls.servers.web.client-authentication",
        "TLS_SERVERS_WEB_CLIENT_AUTHENTICATON, TLS_SERVERS_WEB_CLIENTAUTHENTICATION, tls.servers.web.client-authentication",
        "tls_servers_web_clientauthenticaton, TLS_SERVERS_WEB_CLIENTAUTHENTICATION, tls.servers.web.client-authentication",
        "TLS_SERVERS_WEB_HANDSHAKETIMOUT, TLS_SERVERS_WEB_HANDSHAKETIMEOUT, tls.servers.web.handshake-timeout",
        "TLS_SERVERS_WEB_CERTIFICATECHAINS_0_CERTIFCATE, TLS_SERVERS_WEB_CERTIFICATECHAINS_0_CERTIFICATE, tls.servers.web.certificate-chains[0].certificate",
        "TLS_SERVERS_WEB_CERTIFICATECHAINS_3_KEYSTORE_PASWORD, TLS_SERVERS_WEB_CERTIFICATECHAINS_3_KEYSTORE_PASSWORD, tls.servers.web.certificate-chains[3].keystore.password",
        "TLS_SERVERS_WEB_CERTIFICATECHAINS_CERTIFICATE, TLS_SERVERS_WEB_CERTIFICATECHAINS_0_CERTIFICATE, tls.servers.web.certificate-chains[0].certificate",
        // every word apart or none
        "TLS_SERVERS_WEB_CERTIFICATECHAINS_0_PRIVATE_KEY, TLS_SERVERS_WEB_CERTIFICATECHAINS_0_PRIVATEKEY, tls.servers.web.certificate-chains[0].private-key",
        "TLS_SERVERS_MANAGEMENT_CIPHER, TLS_SERVERS_MANAGEMENT_CIPHERS, tls.servers.management.ciphers",
        "TLS_SERVERS_MYAPI_CIPHER, TLS_SERVERS_MYAPI_CIPHERS, tls.servers.my-api.ciphers",
        "TLS_SERVERS_MY_API_CIPHER, TLS_SERVERS_MYAPI_CIPHERS, tls.servers.my-api.ciphers",
        "TLS_SERVERS_MYAPI_CLIENT_AUTHENTICATION, TLS_SERVERS_MYAPI_CLIENTAUTHENTICATION, tls.servers.my-api.client-authentication",
        "TLS_CLIENTS_PAYMENTS_TRUSTSTORE_CERTIFCATES, TLS_CLIENTS_PAYMENTS_TRUSTSTORE_CERTIFICATES, tls.clients.payments.trust-store.certificates",
        "TLS_CLIENTS_BANKOFX_TRUSTSTORE_SYSTM, TLS_CLIENTS_BANKOFX_TRUSTSTORE_SYSTEM, tls.clients.bankOfX.trust-store.system",
        "TLS_CLIENTS_BANK_2_CIPHER, TLS_CLIENTS_BANK2_CIPHERS, tls.clients.bank-2.ciphers",
        "TLS_CLIENTS_PAYMENTS_INECURE_0, TLS_CLIENTS_PAYMENTS_INSECURE_0, tls.clients.payments.insecure[0]",
        "TLS_SERVER_WEB_CLIENTAUTHENTICATION, TLS_SERVERS_WEB_CLIENTAUTHENTICATION, tls.servers.web.client-authentication",
        "TLS_CLIENT_PAYMENTS_CIPHERS, TLS_CLIENTS_PAYMENTS_CIPHERS, tls.clients.payments.ciphers",
        "TLS_METRICS_SERVERNAMETAGS, TLS_METRICS_SERVERNAMETAG, tls.metrics.server-name-tag",
        "TLS_HANDSHAKEJOURNAL_FAILURE, TLS_HANDSHAKEJOURNAL_FAILURES, tls.handshake-journal.failures",
        "TLS_IMPLEMENTAION, TLS_IMPLEMENTATION, tls.implementation"
    })
    void aTypoEndsTheStart(String variable, String instead, String property) {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> bind(Map.of(variable, "required")))
                .satisfies(exception -> {
                    assertThat(exception.property()).isEqualToIgnoringCase(variable);
                    assertThat(exception.instruction())
                            .isEqualTo("Use %s instead, which sets %s.".formatted(instead, property));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_SERVERS_NEW_API_CIPHERS, TLS_SERVERS_NEWAPI_CIPHERS, tls.servers.newapi.ciphers, servers, new-api",
        "tls_servers_new_api_ciphers, TLS_SERVERS_NEWAPI_CIPHERS, tls.servers.newapi.ciphers, servers, new-api",
        "TLS_SERVERS_NEW_API_V2_CERTIFICATECHAINS_1_PRIVATEKEY, TLS_SERVERS_NEWAPIV2_CERTIFICATECHAINS_1_PRIVATEKEY, tls.servers.newapiv2.certificate-chains[1].private-key, servers, new-api-v2",
        "TLS_SERVERS_NEW_API_CERTIFICATE_CHAINS_0_CERTIFICATE, TLS_SERVERS_NEWAPI_CERTIFICATECHAINS_0_CERTIFICATE, tls.servers.newapi.certificate-chains[0].certificate, servers, new-api",
        "TLS_CLIENTS_CARD_2_TRUSTSTORE_SYSTEM, TLS_CLIENTS_CARD2_TRUSTSTORE_SYSTEM, tls.clients.card2.trust-store.system, clients, card-2"
    })
    void anEntryOfVariablesAloneHasNoUnderscore(
            String variable, String instead, String property, String map, String entry) {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> bind(Map.of(variable, "x")))
                .satisfies(exception -> {
                    assertThat(exception.property()).isEqualToIgnoringCase(variable);
                    assertThat(exception.problem())
                            .isEqualTo(
                                    "this environment variable does not match a property: tls.%s has no entry %s, and the name"
                                                    .formatted(map, entry)
                                            + " of an entry that is set only by variables cannot have an underscore");
                    assertThat(exception.instruction())
                            .isEqualTo("Use %s instead, which sets %s. Or add the entry %s to a file."
                                    .formatted(instead, property, entry));
                });
    }

    @Test
    void anEntryOfVariablesAloneHasEveryWordOfAKeyApartOrNone() {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> bind(Map.of("TLS_SERVERS_API_CERTIFICATECHAINS_0_PRIVATE_KEY", "x")))
                .satisfies(exception -> assertThat(exception.instruction())
                        .isEqualTo("Use TLS_SERVERS_API_CERTIFICATECHAINS_0_PRIVATEKEY instead, which sets"
                                + " tls.servers.api.certificate-chains[0].private-key."));
        for (var variable : List.of("TLS_SERVERS_API_CLIENT_AUTHENTICATION", "TLS_SERVERS_API_CLIENTAUTHENTICATION")) {
            assertThat(bind(Map.of(variable, "none")).servers()).containsKey("api");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TLS_SERVERS_WEB_CLIENTAUTH | Use client-authentication instead (none, optional or required):",
                "TLS_SERVERS_WEB_KEYSTORE | Use tls.servers.web.certificate-chains[0].keystore.location instead:",
                "TLS_SERVERS_WEB_BUNDLE | Use tls.servers.web.certificate-chains[0].bundle instead.",
                "TLS_RELOAD_INTERVAL | Remove it; the properties of tls.reload are: enabled, poll-interval, quiet-period",
                "TLS_METRICS_ENABLED | Remove it; the properties of tls.metrics are: client-keys, server-name-tag"
            })
    void whatNothingResemblesEndsTheStart(String variable, String instruction) {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> bind(Map.of(variable, "need")))
                .satisfies(exception -> {
                    assertThat(exception.property()).isEqualTo(variable);
                    assertThat(exception.instruction()).isEqualTo(instruction);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_VERSION=1.3",
                "TLS_PORT=443",
                "TLS_PORT_443_TCP=tcp://10.0.0.1:443",
                "TLS_CERT=x",
                "TLS_IMPLEMENTATION_DETAIL=x",
                "TLS_SERVER_CERT=x",
                "TLS_SERVER_WEB_ROOT=/srv",
                "TLS_CLIENT_PAYMENTS_URL=x",
                "TLS_SERVERS_OTHER_CLIENTAUTHENTICATON=x",
                "TLS_CLIENTS_SERVICE_HOST=10.0.0.1",
                "TLS_CLIENTS_SERVICE_PORT=443",
                "TLS_CLIENTS_SERVICE_PORT_HTTPS=443",
                "TLS_SERVERS_WEB_SERVICE_HOST=10.0.0.1",
                "TLS_SERVERS_WEB_SERVICE_PORT=443",
                "TLS_SERVERS_WEB_PORT=tcp://10.0.0.1:443",
                "TLS_SERVERS_WEB_PORT_443_TCP=tcp://10.0.0.1:443",
                "TLS_SERVERS_WEB_PORT_443_TCP_ADDR=10.0.0.1",
                "TLS_METRICS_SERVICE_HOST=10.0.0.1"
            })
    void variablesOfOthersAreLeftAlone(String variable) {
        var parts = variable.split("=");

        var properties = bind(Map.of(parts[0], parts[1]));

        assertThat(properties.servers()).containsOnlyKeys("web", "my-api");
        assertThat(properties.clients()).containsOnlyKeys("payments", "bankOfX", "bank-2", "service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_SERVERS_MYAPI_LOWESTSUPPORTEDVERSION",
                "TLS_SERVERS_MY_API_LOWEST_SUPPORTED_VERSION",
                "tls_servers_myapi_lowestsupportedversion"
            })
    void aVariableSetsAPropertyOfTheEntryAndMakesNoOther(String variable) {
        var properties = bind(Map.of(variable, "TLSv1.3"));

        assertThat(properties.servers()).containsOnlyKeys("web", "my-api");
        assertThat(properties.servers().get("my-api").lowestSupportedVersion()).hasToString("TLSv1_3");
    }

    @Test
    void everyTypoIsReportedAtOnce() {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> bind(Map.of("TLS_SERVERS_WEB_CIPHER", "x", "TLS_CLIENTS_PAYMENTS_CIPHER", "x")))
                .satisfies(exception -> assertThat(exception.all())
                        .extracting(TlsConfigurationException::property)
                        .containsExactlyInAnyOrder("TLS_SERVERS_WEB_CIPHER", "TLS_CLIENTS_PAYMENTS_CIPHER"));
    }

    @Test
    void theValueIsNotRepeated() {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> bind(Map.of("TLS_SERVERS_WEB_CERTIFICATECHAINS_0_PASS", "s3cret")))
                .satisfies(exception -> assertThat(exception + exception.instruction() + exception.snippet())
                        .doesNotContain("s3cret"));
    }

    private static TlsProperties bind(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        var entries = new HashMap<String, Object>();
        for (var entry : ENTRIES) {
            entries.put(entry, "x.pem");
        }
        environment.getPropertySources().addLast(new MapPropertySource("application.yml", entries));
        return TlsBinding.bind(environment);
    }
}
