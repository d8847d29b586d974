package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HexFormat;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.internal.x509.DerWriter;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** A file says how often a password is hashed: one that claims hours of work is refused at once. */
@Timeout(20)
class IterationCountTests {

    private static final ASN1Integer BILLION = new ASN1Integer(1_000_000_000);

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate LEAF = AUTHORITY.server("www.example.com");

    /** Which iteration counts of a key store are changed. */
    private enum Claimed {
        BY_THE_ENCRYPTION,
        BY_THE_CODE_OF_AUTHENTICATION
    }

    @ParameterizedTest
    @EnumSource
    void ofAKeyStoreIsBounded(Claimed claimed) throws Exception {
        var content = claiming(keyStore(), claimed);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyStoreReader.key(content, "x", null, "secret"::toCharArray, null, null))
                .withStackTraceContaining("iteration count");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyStoreReader.trusted(content, "x", null, "secret"::toCharArray))
                .withStackTraceContaining("iteration count");
    }

    @Test
    void ofAnEncryptedPrivateKeyIsBounded() throws Exception {
        var pem = LEAF.encryptedPrivateKeyPem("secret");
        var der = PemReader.read(pem, "x").get(0).decode("x");
        var content = claiming(ASN1Primitive.fromByteArray(der), false).getEncoded("DER");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PrivateKeyReader.read(content, "x", "secret"::toCharArray))
                .withMessage("the private key in x is malformed")
                .havingRootCause()
                .withMessage("1000000000 iterations of PBKDF2");
    }

    @Test
    void ofAnEncryptedPrivateKeyIsAtMostFiveMillion() throws Exception {
        assertThat(scheme("4C4B40").iterations()).isEqualTo(5_000_000);
        assertThatIOException().isThrownBy(() -> scheme("4C4B41")).withMessage("5000001 iterations of PBKDF2");
    }

    /** Parses AES-256 with a key that PBKDF2 makes with so many iterations. */
    private static EncryptionScheme scheme(String iterations) throws IOException {
        var hexadecimal = HexFormat.of();
        var salt = DerWriter.octets(new byte[8]);
        var count = DerWriter.element(DerReader.INTEGER, hexadecimal.parseHex(iterations));
        var pbkdf2 =
                DerWriter.sequence(hexadecimal.parseHex("06092a864886f70d01050c"), DerWriter.sequence(salt, count));
        var aes256 = DerWriter.sequence(hexadecimal.parseHex("060960864801650304012a"), DerWriter.octets(new byte[16]));
        var pbes2 =
                DerWriter.sequence(hexadecimal.parseHex("06092a864886f70d01050d"), DerWriter.sequence(pbkdf2, aes256));
        return EncryptionScheme.parse(DerReader.of(pbes2).sequence(), "x");
    }

    private static byte[] keyStore() throws Exception {
        var keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "www", LEAF.privateKey(), "secret".toCharArray(), LEAF.chain().toArray(new Certificate[0]));
        keyStore.setCertificateEntry("root", AUTHORITY.certificate());
        var content = new ByteArrayOutputStream();
        keyStore.store(content, "secret".toCharArray());
        return content.toByteArray();
    }

    /** A PFX is its version, the encrypted content and the code of authentication (RFC 7292, section 4). */
    private static byte[] claiming(byte[] keyStore, Claimed claimed) throws IOException {
        var elements = ASN1Sequence.getInstance(keyStore).toArray();
        int element = (claimed == Claimed.BY_THE_ENCRYPTION) ? 1 : 2;
        elements[element] = claiming(elements[element].toASN1Primitive(), true);
        return new DERSequence(elements).getEncoded("DER");
    }

    /** Says a billion wherever there is an integer of thousands. */
    private static ASN1Primitive claiming(ASN1Primitive element, boolean inOctets) throws IOException {
        if (element instanceof ASN1Integer integer) {
            return isCount(integer) ? BILLION : integer;
        }
        if (element instanceof ASN1Sequence sequence) {
            var elements = new ArrayList<ASN1Encodable>();
            for (var inner : sequence) {
                elements.add(claiming(inner.toASN1Primitive(), inOctets));
            }
            return new DERSequence(elements.toArray(new ASN1Encodable[0]));
        }
        if (element instanceof ASN1TaggedObject tagged && tagged.isExplicit()) {
            return new DERTaggedObject(
                    tagged.getTagNo(), claiming(tagged.getExplicitBaseObject().toASN1Primitive(), inOctets));
        }
        if (inOctets && element instanceof ASN1OctetString octets && DerReader.isOneElement(octets.getOctets())) {
            return new DEROctetString(claiming(ASN1Primitive.fromByteArray(octets.getOctets()), true)
                    .getEncoded("DER"));
        }
        return element;
    }

    private static boolean isCount(ASN1Integer integer) {
        return integer.getPositiveValue().compareTo(BigInteger.valueOf(1_000)) > 0;
    }
}
