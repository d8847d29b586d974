package io.unifiedtls.internal.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

/**
 * Verifies the certificates of peers: the path to a trusted authority (RFC 5280, section 6), what the leaf may be used
 * for, the strength of keys and signatures, and revocation lists where there are any.
 *
 * <p>Immutable and thread-safe.
 */
public final class CertificateVerifier {

    private final Trust trust;

    private final Set<TrustAnchor> anchors;

    private final Clock clock;

    /** Creates a verifier with a clock that tells which certificates are valid. */
    public CertificateVerifier(Trust trust, Clock clock) {
        this.trust = trust;
        this.anchors = trust.authorities().stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /** Returns the trusted authorities. */
    public List<X509Certificate> authorities() {
        return this.trust.authorities();
    }

    /**
     * Verifies a chain as the peer sent it, the leaf first.
     *
     * @param peer which side the certificates identify
     */
    public void verify(List<X509Certificate> chain, Side peer) throws CertificateVerificationException {
        LeafUsage.check(chain.get(0), peer);
        var path = CertificatePath.of(chain, this.trust.authorities());
        path.checkStrength();
        if (path.isTrustedLeaf()) {
            Refusals.checkValidity(chain.get(0), this.clock.instant());
            return;
        }
        try {
            validate(path);
        } catch (CertPathValidatorException refusal) {
            if (!hasOtherPath(chain)) {
                throw Refusals.of(refusal, path);
            }
        }
    }

    private void validate(CertificatePath path) throws CertificateVerificationException, CertPathValidatorException {
        if (path.anchor().isEmpty()) {
            if (hasOtherPath(path.certificates())) {
                return;
            }
            throw Refusals.unknownAuthority(path);
        }
        var anchor = path.anchor().get();
        Refusals.checkValidity(anchor, this.clock.instant());
        try {
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            complete(parameters);
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(path.certificates()), parameters);
        } catch (CertPathValidatorException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_OTHER,
                    "the certificate cannot be verified: " + e.getMessage(),
                    null,
                    e);
        }
    }

    /** Whether other certificates that the peer sent, cross-signed ones, lead to a trusted authority. */
    private boolean hasOtherPath(List<X509Certificate> chain) {
        try {
            var leaf = new X509CertSelector();
            leaf.setCertificate(chain.get(0));
            var parameters = new PKIXBuilderParameters(this.anchors, leaf);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            complete(parameters);
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException noPath) {
            return false;
        }
    }

    private void complete(PKIXParameters parameters) throws GeneralSecurityException {
        parameters.setDate(Date.from(this.clock.instant()));
        parameters.setRevocationEnabled(false);
        if (!this.trust.revocationLists().isEmpty()) {
            parameters.addCertStore(CertStore.getInstance(
                    "Collection", new CollectionCertStoreParameters(this.trust.revocationLists())));
            var checker = (PKIXRevocationChecker)
                    CertPathValidator.getInstance("PKIX").getRevocationChecker();
            // The lists that were configured decide; nothing is fetched.
            checker.setOptions(
                    Set.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
            parameters.addCertPathChecker(checker);
        }
    }
}
