package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.fixtures.MovableClock;

class JdkVerificationTests {

    private final TestChain chain = new TestChain();

    private final MovableClock clock = new MovableClock();

    private final JdkVerification verification = new JdkVerification(this.clock);

    @ParameterizedTest
    @EnumSource
    void acceptsAPath(Side peer) {
        assertThatNoException().isThrownBy(() -> this.verification.check(path(), peer));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnIntermediateThatMayNotIssue(Side peer) {
        this.chain.middleExtensions().critical(Extension.basicConstraints, new BasicConstraints(false));

        assertRefused(peer, HandshakeFailure.CERTIFICATE_OTHER);
    }

    /** The trust manager of a second is not used in another one. */
    @ParameterizedTest
    @EnumSource
    void refusesAPathThatHasExpiredSinceItWasAccepted(Side peer) throws Exception {
        this.verification.check(path(), peer);
        this.clock.move(Duration.ofDays(2));

        assertRefused(peer, HandshakeFailure.CERTIFICATE_EXPIRED);
    }

    /** RFC 5280, section 4.2.1.11. */
    @Test
    void refusesAPathWithoutThePolicyThatIsRequired() {
        requirePolicy();

        assertRefused(Side.SERVER, HandshakeFailure.CERTIFICATE_OTHER);
    }

    /** RFC 5280, section 4.2.1.5: the policy of the leaf stands for the required one. */
    @Test
    void acceptsAPathWithAMappedPolicy() {
        var required = new ASN1ObjectIdentifier("2.999.1");
        var mapped = new ASN1ObjectIdentifier("2.999.2");
        requirePolicy();
        this.chain.middleExtensions().notCritical(Extension.certificatePolicies, policy(required));
        this.chain
                .middleExtensions()
                .notCritical(
                        Extension.policyMappings,
                        new DERSequence(new DERSequence(new ASN1Encodable[] {required, mapped})));
        this.chain.leafExtensions().notCritical(Extension.certificatePolicies, policy(mapped));

        assertThatNoException().isThrownBy(() -> this.verification.check(path(), Side.SERVER));
    }

    private void requirePolicy() {
        this.chain
                .middleExtensions()
                .critical(
                        Extension.policyConstraints,
                        new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(0))));
    }

    private static DERSequence policy(ASN1ObjectIdentifier policy) {
        return new DERSequence(new PolicyInformation(policy));
    }

    private CertificatePath path() {
        return new CertificatePath(List.copyOf(this.chain.sent()), this.chain.root());
    }

    private void assertRefused(Side peer, HandshakeFailure failure) {
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> this.verification.check(path(), peer))
                .satisfies(refusal -> assertThat(refusal.failure()).isEqualTo(failure));
    }
}
