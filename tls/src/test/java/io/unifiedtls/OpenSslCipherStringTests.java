package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CipherSuite.Authentication;
import io.unifiedtls.CipherSuite.KeyExchange;

/** Compares {@link CipherSuite#fromOpenSsl(String)} with {@code openssl ciphers} (Debian's package openssl). */
class OpenSslCipherStringTests {

    /** {@code 0xC0,0x2C - ECDHE-… TLSv1.2 Kx=ECDH Au=ECDSA Enc=AESGCM(256) Mac=AEAD}. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*0x(..),0x(..) - (\\S+)\\s+(\\S+)\\s+Kx=(\\S+)\\s+Au=(\\S+)\\s+Enc=[^(]+(?:\\((\\d+)\\))?\\s+Mac=\\S+\\s*");

    private static final Map<String, KeyExchange> KEY_EXCHANGES =
            Map.of("any", KeyExchange.ANY, "ECDH", KeyExchange.ECDHE, "DH", KeyExchange.DHE, "RSA", KeyExchange.RSA);

    private static final Map<String, Authentication> AUTHENTICATIONS = Map.of(
            "any", Authentication.ANY,
            "RSA", Authentication.RSA,
            "ECDSA", Authentication.ECDSA,
            "DSS", Authentication.DSS);

    private record Line(CipherSuite suite, String name, String keyExchange, String authentication, int bits) {}

    /** Returns what OpenSSL selects, without TLS 1.3 and what we never select. */
    private static List<Line> openSsl(String cipherString) throws IOException, InterruptedException {
        var process = new ProcessBuilder("openssl", "ciphers", "-V", cipherString)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .map(LINE::matcher)
                .filter(line -> {
                    assertThat(line.matches()).as(output).isTrue();
                    return !OpenSslCiphers.isUnusable(line.group(3))
                            && !line.group(3).startsWith("TLS_");
                })
                .map(line -> new Line(
                        CipherSuite.of(Integer.parseInt(line.group(1) + line.group(2), 16)),
                        line.group(3),
                        line.group(5),
                        line.group(6),
                        Integer.parseInt(line.group(7))))
                .toList();
    }

    private static List<CipherSuite> ofTls12(List<CipherSuite> suites) {
        assertThat(suites).startsWith(CipherSuite.DEFAULT_TLS_1_3.toArray(CipherSuite[]::new));
        return suites.stream().filter(suite -> !suite.isTls13()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEFAULT",
                "DEFAULT@SECLEVEL=2",
                "DEFAULT:!SHA1:+AES128:!kRSA",
                "HIGH:!aNULL:!MD5",
                "HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!3DES:!MD5:!PSK:@STRENGTH",
                "ALL:COMPLEMENTOFALL",
                "ALL:!COMPLEMENTOFDEFAULT",
                "ECDHE+AESGCM:!RSA",
                "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:!aNULL:!MD5:!DSS",
                "EECDH+AESGCM,EDH+AESGCM AES256+EECDH;AES256+EDH",
                "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:AES128-SHA",
                "AES128-SHA:ALL:-AES128:AES128+SHA256:-SHA384:CAMELLIA:!DSS",
                "ALL:-ECDHE:ECDHE+aRSA:+SHA1:@STRENGTH",
                "AESCCM:ARIA:-AESCCM8:+ARIA128:CHACHA20+aECDSA",
                "ALL:!TLSv1.2:+SSLv3",
                "TLSv1:SSLv3:-SHA1:TLSv1+ECDSA:DHE-DSS-AES256-SHA",
                "kRSA:aECDSA+CBC:!FIPS:AES",
                "!ECDHE-RSA-DES-CBC3-SHA:ECDHE+AES:!SEED:!IDEA"
            })
    void selectsWhatOpenSslDoes(String cipherString) throws Exception {
        assertThat(ofTls12(CipherSuite.fromOpenSsl(cipherString)))
                .containsExactlyElementsOf(
                        openSsl(cipherString).stream().map(Line::suite).toList());
    }

    @Test
    void knowsWhatOpenSslTellsOfThem() throws Exception {
        var lines = openSsl("ALL:@SECLEVEL=0");

        assertThat(lines).hasSizeGreaterThan(60).allSatisfy(line -> {
            assertThat(line.suite().openSslName()).contains(line.name());
            assertThat(line.suite().keyExchange()).contains(KEY_EXCHANGES.get(line.keyExchange()));
            assertThat(line.suite().authentication()).contains(AUTHENTICATIONS.get(line.authentication()));
            assertThat(line.suite().strengthBits()).isEqualTo(line.bits());
            assertThat(line.suite().version()).isEqualTo(TlsVersion.TLSv1_2);
        });
    }

    @Test
    void selectsAmongThoseOfAnImplementation() {
        var supported = Set.of(
                CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384);

        assertThat(ofTls12(CipherSuite.fromOpenSsl("HIGH:!aNULL", supported)))
                .containsExactly(
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    }

    @Test
    void selectsSuitesOfTls13IfTheyAreNamed() {
        assertThat(CipherSuite.fromOpenSsl("TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES128-GCM-SHA256"))
                .containsExactly(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
        assertThat(CipherSuite.fromOpenSsl("TLS_AES_256_GCM_SHA384"))
                .containsExactly(CipherSuite.TLS_AES_256_GCM_SHA384);
        assertThat(ofTls12(CipherSuite.fromOpenSsl("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")))
                .containsExactly(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    HIGH:!AESGMC        | unknown word 'AESGMC' in the cipher string
                    ECDHE+AESGCM+       | unknown word '' in the cipher string
                    ECDHE-RSA-AES128    | unknown word 'ECDHE-RSA-AES128' in the cipher string
                    HIGH:@SECLEVEL=1    | '@SECLEVEL=1' in the cipher string is not supported; only @STRENGTH and @SECLEVEL=2 are
                    DEFAULT@SECLEVEL=0  | '@SECLEVEL=0' in the cipher string is not supported; only @STRENGTH and @SECLEVEL=2 are
                    HIGH:DEFAULT        | DEFAULT must be the first word of the cipher string
                    ADH-AES128-SHA      | the cipher suite 'ADH-AES128-SHA' in the cipher string cannot be used: it has no encryption, no certificate, or a broken cipher
                    aNULL               | the cipher string 'aNULL' does not select any cipher suite
                    HIGH:!ALL           | the cipher string 'HIGH:!ALL' does not select any cipher suite
                    ":"                 | the cipher string ':' does not select any cipher suite
                    """)
    void refusesWhatItCannotHonour(String cipherString, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CipherSuite.fromOpenSsl(cipherString))
                .withMessage(message);
    }

    @Test
    void knowsTheDetailsOfEverySuiteOfTheRegistry() {
        assertThat(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
                .satisfies(suite -> assertThat(suite.keyExchange()).contains(KeyExchange.ANY))
                .satisfies(suite -> assertThat(suite.authentication()).contains(Authentication.ANY))
                .satisfies(suite -> assertThat(suite.strengthBits()).isEqualTo(256))
                .satisfies(suite -> assertThat(suite.version()).isEqualTo(TlsVersion.TLSv1_3))
                .satisfies(suite -> assertThat(suite.openSslName()).contains("TLS_CHACHA20_POLY1305_SHA256"));
        assertThat(Stream.of(
                                "TLS_KRB5_WITH_3DES_EDE_CBC_SHA",
                                "TLS_KRB5_WITH_RC4_128_MD5",
                                "TLS_RSA_WITH_NULL_SHA256",
                                "TLS_DH_anon_WITH_SEED_CBC_SHA",
                                "TLS_KRB5_EXPORT_WITH_RC2_CBC_40_MD5",
                                "TLS_PSK_DHE_WITH_AES_256_CCM_8",
                                "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA")
                        .map(name -> CipherSuite.named(name).orElseThrow())
                        .map(suite -> suite.keyExchange().map(Enum::name).orElse("?") + " "
                                + suite.authentication().map(Enum::name).orElse("?") + " " + suite.strengthBits()))
                .containsExactly(
                        "? ? 112",
                        "? ? 128",
                        "RSA RSA 0",
                        "DHE NONE 128",
                        "? ? 40",
                        "DHE_PSK PSK 256",
                        "ECDH ECDSA 128");
        assertThat(CipherSuite.of(0xFAFA))
                .satisfies(suite -> assertThat(suite.keyExchange()).isEmpty())
                .satisfies(suite -> assertThat(suite.authentication()).isEqualTo(Optional.empty()))
                .satisfies(suite -> assertThat(suite.strengthBits()).isZero())
                .satisfies(suite -> assertThat(suite.openSslName()).isEmpty());
    }
}
