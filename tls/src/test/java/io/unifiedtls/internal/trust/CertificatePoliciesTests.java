package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;

import io.unifiedtls.CertificateVerificationException;

class CertificatePoliciesTests {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.999.1");

    /** requireExplicitPolicy at once (RFC 5280, section 4.2.1.11). */
    private static final ASN1Encodable REQUIRED = new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(0)));

    private final TestChain chain = new TestChain();

    @Test
    void areNotMappedIfNoneIsRequired() throws Exception {
        this.chain.middleExtensions().notCritical(Extension.policyMappings, mappings(65));

        assertThat(CertificatePolicies.areMapped(path())).isFalse();
    }

    @Test
    void areMappedUpToALimit() throws Exception {
        this.chain.middleExtensions().critical(Extension.policyConstraints, REQUIRED);
        this.chain.middleExtensions().notCritical(Extension.policyMappings, mappings(64));

        assertThat(CertificatePolicies.areMapped(path())).isTrue();
    }

    @Test
    void areRefusedBeyondTheLimit() {
        this.chain.leafExtensions().critical(Extension.policyConstraints, REQUIRED);
        this.chain.middleExtensions().notCritical(Extension.policyMappings, mappings(65));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> CertificatePolicies.areMapped(path()))
                .withMessage(
                        "the certificate of CN=www.example.com is refused: its issuers map 65 policies; the limit is 64");
    }

    @Test
    void areRefusedIfTheirMappingsAreMalformed() {
        this.chain.middleExtensions().critical(Extension.policyConstraints, REQUIRED);
        this.chain.middleExtensions().notCritical(Extension.policyMappings, new DERUTF8String("none"));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> CertificatePolicies.areMapped(path()))
                .withMessageEndingWith("its policy mappings are malformed");
    }

    private CertificatePath path() {
        return new CertificatePath(this.chain.sent(), this.chain.root());
    }

    private static DERSequence mappings(int count) {
        var mappings = new ASN1Encodable[count];
        for (int i = 0; i < count; i++) {
            mappings[i] = new DERSequence(new ASN1Encodable[] {POLICY, new ASN1ObjectIdentifier("2.999." + (i + 2))});
        }
        return new DERSequence(mappings);
    }
}
