package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import io.unifiedtls.samples.test.Shell;

/** What the documentation quotes from the profiles works. */
@Tag("any-jdk")
class ProfileTests {

    private static final String WORKER = "-cert certs/worker.pem -key certs/worker.key";

    @Nested
    @ActiveProfiles("strict")
    @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
    class Strict {

        @LocalServerPort
        int port;

        @Test
        void rejectsANameThatNoChainHas() {
            assertThat(openssl(this.port, "-servername unknown.test")).contains("unrecognized name");
        }

        @Test
        void rejectsAClientThatNamesNoServer() {
            assertThat(openssl(this.port, "-noservername")).contains("unrecognized name");
        }

        @Test
        void rejectsAClientWithoutACertificate() {
            assertThat(get("www.shop.test", "")).contains("alert");
        }

        @Test
        void servesAClientWithACertificate() {
            assertThat(get("www.shop.test", WORKER)).contains("TLSv1.3", "CN=worker");
        }

        @Test
        void rejectsTls12() {
            assertThat(openssl(this.port, "-tls1_2 -servername www.shop.test")).contains("alert protocol version");
        }

        private String get(String name, String options) {
            return Shell.run(("printf 'GET / HTTP/1.0\\r\\n\\r\\n'"
                            + " | openssl s_client -quiet -connect localhost:%d -servername %s %s")
                    .formatted(this.port, name, options));
        }
    }

    @Nested
    @ActiveProfiles("keystore")
    @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
    class KeyStoreEntry {

        @LocalServerPort
        int port;

        @Test
        void isServedForTheNamesSaid() {
            assertThat(openssl(this.port, "-servername v2.api.shop.test")).contains("CN = api.shop.test");
        }
    }

    @Nested
    @ActiveProfiles("directory")
    @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
    class Directory {

        @LocalServerPort
        int port;

        @Test
        void servesTheNamesOfItsCertificates() {
            assertThat(openssl(this.port, "-servername www.shop.test")).contains("CN = www.shop.test");
            assertThat(openssl(this.port, "-servername blue.tenants.shop.test")).contains("CN = *.tenants.shop.test");
            assertThat(openssl(this.port, "-servername unknown.test")).contains("unrecognized name");
        }
    }

    @Nested
    @ActiveProfiles("tenants")
    @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
    class Tenants {

        @LocalServerPort
        int port;

        @Test
        void servesWhatTheBeanFinds() {
            assertThat(openssl(this.port, "-servername blue.tenants.shop.test")).contains("CN = *.tenants.shop.test");
            assertThat(openssl(this.port, "-servername unknown.test")).contains("unrecognized name");
        }
    }

    @Nested
    @ActiveProfiles("self-signed")
    @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
    class SelfSigned {

        @LocalServerPort
        int port;

        @Test
        void isForTheNamesSaid() {
            assertThat(openssl(this.port, "-servername localhost -verify_hostname localhost"))
                    .contains("self-signed certificate")
                    .doesNotContain("ostname mismatch");
        }
    }

    @Nested
    @ActiveProfiles("management")
    @SpringBootTest(
            webEnvironment = WebEnvironment.RANDOM_PORT,
            useMainMethod = UseMainMethod.ALWAYS,
            properties = "management.server.port=0")
    class ManagementServer {

        @LocalManagementPort
        int port;

        @Test
        void servesWhoeverHasACertificate() {
            assertThat(health(WORKER.replace("-", "--"))).contains("UP");
            assertThat(health("")).contains("alert");
        }

        private String health(String options) {
            return Shell.run(("curl -sS --cacert certs/ca.pem --connect-to ::localhost:%1$d %2$s"
                            + " https://admin.shop.test:%1$d/actuator/health")
                    .formatted(this.port, options));
        }
    }

    @Nested
    @ActiveProfiles("container")
    @SpringBootTest(
            webEnvironment = WebEnvironment.RANDOM_PORT,
            useMainMethod = UseMainMethod.ALWAYS,
            properties = "management.server.port=0")
    class Container {

        @LocalServerPort
        int port;

        @LocalManagementPort
        int managementPort;

        @Test
        void answersProbesWithoutTls() {
            for (var probe : List.of("liveness", "readiness")) {
                var uri = "http://localhost:%d/actuator/health/%s".formatted(this.managementPort, probe);

                assertThat(Shell.run("curl -sS " + uri)).contains("UP");
            }
        }

        @Test
        void servesHttpsBesides() {
            assertThat(Shell.run("curl -sS --cacert certs/ca.pem https://localhost:%d/".formatted(this.port)))
                    .contains("TLSv1.3");
        }
    }

    @Nested
    class Production {

        @Test
        void lacksNothingButTheFiles() {
            assertThatException()
                    .isThrownBy(() -> new SpringApplicationBuilder(SniTomcatApplication.class)
                            .profiles("production")
                            .run("--server.port=0"))
                    .withStackTraceContaining("no such file: /etc/tls/www.pem");
        }
    }

    private static String openssl(int port, String options) {
        return Shell.run("openssl s_client -brief -connect localhost:%d %s".formatted(port, options));
    }
}
