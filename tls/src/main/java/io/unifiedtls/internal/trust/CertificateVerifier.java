package io.unifiedtls.internal.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists.Scope;
import io.unifiedtls.Side;
import io.unifiedtls.internal.trust.Trust.Profile;

/**
 * Verifies the certificates of peers: the path to a trusted authority (RFC 5280, section 6), what the leaf may be used
 * for, the strength of keys and signatures, what RFC 5280 asks of authorities, and revocation lists where there are
 * any.
 *
 * <p>Immutable and thread-safe.
 */
public final class CertificateVerifier {

    private final Trust trust;

    private final Clock clock;

    /** Creates a verifier with a clock that tells which certificates are valid. */
    public CertificateVerifier(Trust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** Returns the trusted authorities. */
    public List<X509Certificate> authorities() {
        return this.trust.authorities();
    }

    /** Returns the encoded authorities and lists, each kind in an order of its own, and where the lists apply. */
    List<byte[]> facts() throws GeneralSecurityException {
        var authorities = new TreeSet<byte[]>(Arrays::compare);
        for (var authority : this.trust.authorities()) {
            authorities.add(authority.getEncoded());
        }
        var lists = new TreeSet<byte[]>(Arrays::compare);
        for (var list : this.trust.revocationLists()) {
            lists.add(list.getEncoded());
        }
        var facts = new ArrayList<byte[]>(authorities);
        facts.add(this.trust.scope().name().getBytes(StandardCharsets.US_ASCII));
        facts.addAll(lists);
        return facts;
    }

    /**
     * Verifies a chain as the peer sent it, the leaf first.
     *
     * @param peer which side the certificates identify
     * @return the path that was found: the leaf first, the trusted authority last
     */
    public List<X509Certificate> verify(List<X509Certificate> chain, Side peer)
            throws CertificateVerificationException {
        LeafUsage.check(chain.get(0), peer);
        var path = CertificatePath.of(chain, this.trust.authorities());
        try {
            validate(path);
            return path.withAnchor();
        } catch (CertificateVerificationException refusal) {
            return otherPath(chain).orElseThrow(() -> refusal).withAnchor();
        }
    }

    /** Checks that a certificate is valid now. */
    void checkValidity(X509Certificate certificate) throws CertificateVerificationException {
        Refusals.checkValidity(certificate, this.clock.instant());
    }

    private void validate(CertificatePath path) throws CertificateVerificationException {
        path.checkStrength();
        if (path.isTrustedLeaf()) {
            Refusals.checkValidity(path.leaf(), this.clock.instant());
            return;
        }
        var anchor = path.anchor().orElseThrow(() -> Refusals.unknownAuthority(path));
        Refusals.checkValidity(anchor, this.clock.instant());
        TrustedIssuer.check(anchor, path);
        try {
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            complete(parameters);
            validate(path.certificates(), parameters);
            if (this.trust.scope() == Scope.LEAF) {
                checkRevocationOfLeaf(path);
            }
        } catch (CertPathValidatorException refusal) {
            throw Refusals.of(refusal, path);
        } catch (GeneralSecurityException e) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_OTHER,
                    "the certificate cannot be verified: " + e.getMessage(),
                    null,
                    e);
        }
        if (this.trust.profile() == Profile.STRICT) {
            StrictProfile.check(path);
        }
    }

    private static void validate(List<X509Certificate> certificates, PKIXParameters parameters)
            throws GeneralSecurityException {
        var path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    /** The JDK can look at the leaf alone only where it may fetch lists too; so its issuer becomes the anchor. */
    private void checkRevocationOfLeaf(CertificatePath path) throws GeneralSecurityException {
        var parameters =
                new PKIXParameters(Set.of(new TrustAnchor(path.withAnchor().get(1), null)));
        complete(parameters);
        addRevocationLists(parameters);
        validate(List.of(path.leaf()), parameters);
    }

    /**
     * Returns another path to a trusted authority, if there is one: over a certificate that was cross-signed, or to an
     * authority that was renewed. It is held to the same rules.
     */
    private Optional<CertificatePath> otherPath(List<X509Certificate> chain) {
        try {
            var leaf = new X509CertSelector();
            leaf.setCertificate(chain.get(0));
            var parameters = new PKIXBuilderParameters(currentAnchors(), leaf);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            complete(parameters);
            var built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            var path = CertificatePath.of(built);
            validate(path);
            return Optional.of(path);
        } catch (GeneralSecurityException | CertificateVerificationException noPath) {
            return Optional.empty();
        }
    }

    /** PKIX does not look at the validity of an authority. */
    private Set<TrustAnchor> currentAnchors() {
        var now = Date.from(this.clock.instant());
        return this.trust.authorities().stream()
                .filter(authority -> !now.before(authority.getNotBefore()) && !now.after(authority.getNotAfter()))
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void complete(PKIXParameters parameters) throws GeneralSecurityException {
        parameters.setDate(Date.from(this.clock.instant()));
        parameters.setRevocationEnabled(false);
        if (this.trust.scope() == Scope.WHOLE_CHAIN
                && !this.trust.revocationLists().isEmpty()) {
            addRevocationLists(parameters);
        }
    }

    private void addRevocationLists(PKIXParameters parameters) throws GeneralSecurityException {
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(this.trust.revocationLists())));
        // Not by a PKIXRevocationChecker, which would fetch lists from where the certificate says.
        parameters.setRevocationEnabled(true);
    }
}
