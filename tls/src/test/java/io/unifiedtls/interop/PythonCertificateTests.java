package io.unifiedtls.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.CertificateDetails;
import io.unifiedtls.CertificateDetails.NameAttribute;
import io.unifiedtls.test.TestAuthority;

/**
 * Compares {@link CertificateDetails} with the dictionary of Python's {@code getpeercert()} (Debian's package python3).
 */
class PythonCertificateTests {

    /** What makes the dictionary, of a file; CPython's own tests use it. */
    private static final String SCRIPT = """
            import _ssl, ssl, sys
            details = _ssl._test_decode_cert(sys.argv[1])
            for name in ('subject', 'issuer'):
                for relative in details[name]:
                    for kind, value in relative:
                        print(name, kind, value)
            for kind, value in details.get('subjectAltName', ()):
                print('name', kind, value)
            for name in ('OCSP', 'caIssuers', 'crlDistributionPoints'):
                for url in details.get(name, ()):
                    print(name, url)
            print('serialNumber', details['serialNumber'])
            print('version', details['version'])
            print('notBefore', ssl.cert_time_to_seconds(details['notBefore']))
            print('notAfter', ssl.cert_time_to_seconds(details['notAfter']))
            """;

    @TempDir
    private Path directory;

    @Test
    void tellWhatPythonDoes() throws Exception {
        var certificate = TestAuthority.create("Test Root")
                .leaf()
                .names("www.example.com", "*.example.com")
                .ipAddresses("192.0.2.1", "2001:db8::1")
                .alternativeNames(new GeneralName(GeneralName.rfc822Name, "root@example.com"), uri("spiffe://x/web"))
                .validFrom(Instant.parse("2024-01-02T03:04:05Z"))
                .extension(Extension.authorityInfoAccess, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, uri("http://ocsp.example.com")),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, uri("http://ca.example.com/ca.crt"))
                }))
                .extension(Extension.cRLDistributionPoints, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(
                            new DistributionPointName(new GeneralNames(uri("http://crl.example.com/1.crl"))),
                            null,
                            null)
                }))
                .issue();

        assertThat(ours(CertificateDetails.of(certificate.certificate().getEncoded())))
                .containsExactlyInAnyOrderElementsOf(python(certificate.certificatePem()));
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private List<String> python(byte[] pem) throws Exception {
        var file = Files.write(this.directory.resolve("certificate.pem"), pem);
        var process = new ProcessBuilder("timeout", "60", "python3", "-c", SCRIPT, file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().map(line -> line.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> ours(CertificateDetails details) {
        var lines = new ArrayList<String>();
        details.subjectAttributes().forEach(attribute -> lines.add(line("subject", attribute)));
        details.issuerAttributes().forEach(attribute -> lines.add(line("issuer", attribute)));
        details.dnsNames().forEach(name -> lines.add("name DNS " + name));
        details.ipAddresses().forEach(address -> lines.add("name IP Address " + address));
        details.emailAddresses().forEach(address -> lines.add("name email " + address));
        details.uris().forEach(uri -> lines.add("name URI " + uri));
        details.ocspUrls().forEach(url -> lines.add("OCSP " + url));
        details.issuerUrls().forEach(url -> lines.add("caIssuers " + url));
        details.revocationListUrls().forEach(url -> lines.add("crlDistributionPoints " + url));
        lines.add("serialNumber " + details.serialNumber());
        lines.add("version " + details.version());
        lines.add("notBefore " + details.validFrom().getEpochSecond());
        lines.add("notAfter " + details.validUntil().getEpochSecond());
        return lines.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
    }

    private static String line(String name, NameAttribute attribute) {
        return "%s %s %s".formatted(name, attribute.type(), attribute.value());
    }
}
