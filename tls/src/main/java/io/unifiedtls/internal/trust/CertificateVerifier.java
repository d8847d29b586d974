package io.unifiedtls.internal.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists.Scope;
import io.unifiedtls.Side;
import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.trust.TrustAnchors.Profile;

/**
 * Verifies the certificates of peers: the path to a trusted authority (RFC 5280, section 6), what the leaf may be used
 * for, the strength of keys and signatures, what RFC 5280 asks of authorities, and revocation lists where there are
 * any.
 *
 * <p>Immutable and thread-safe.
 */
public final class CertificateVerifier {

    private final TrustAnchors trust;

    private final Clock clock;

    private final JdkVerification jdk;

    private final Map<X500Principal, List<X509Certificate>> authoritiesBySubject;

    private final RevocationCheck revocation;

    private final Map<X509Certificate, Optional<NameConstraints>> nameConstraints = new ConcurrentHashMap<>();

    /** Creates a verifier with a clock for validity periods. */
    public CertificateVerifier(TrustAnchors trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
        this.jdk = new JdkVerification(clock);
        this.authoritiesBySubject =
                trust.authorities().stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
        this.revocation = new RevocationCheck(trust.revocationLists(), this.authoritiesBySubject);
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
        return verify(chain, peer, new SignatureChecks(chain.get(0), CertificateVerifier::isHandshakeOver));
    }

    private static boolean isHandshakeOver() {
        return Handshake.current().filter(Handshake::isOver).isPresent();
    }

    List<X509Certificate> verify(List<X509Certificate> chain, Side peer, SignatureChecks checks)
            throws CertificateVerificationException {
        CertificatePurpose.check(chain.get(0), peer);
        var search = new PathSearch(chain, this.authoritiesBySubject, checks);
        var refusals = new ArrayList<CertificateVerificationException>();
        var path = search.find(candidate -> {
            checks.spend(candidate.certificates().size()); // PKIX verifies them again
            try {
                validate(candidate, peer);
                return true;
            } catch (CertificateVerificationException refusal) {
                refusals.add(refusal);
                return false;
            }
        });
        if (path.isPresent()) {
            return path.get().withAnchor();
        }
        // The first path is the likeliest; why the others fail would mislead.
        throw refusals.isEmpty() ? search.noPath() : refusals.get(0);
    }

    /** Returns the time that certificates are verified at. */
    Instant now() {
        return this.clock.instant();
    }

    /** Returns whether a certificate can be revoked between two connections. */
    boolean asksForRevocation() {
        return !this.trust.revocationLists().isEmpty() || this.jdk.asksForStatus();
    }

    /** Checks that a certificate is valid now. */
    void checkValidity(X509Certificate certificate) throws CertificateVerificationException {
        VerificationErrors.checkValidity(certificate, now());
    }

    private void validate(CertificatePath path, Side peer) throws CertificateVerificationException {
        path.checkStrength();
        if (path.isTrustedLeaf()) {
            VerificationErrors.checkValidity(path.leaf(), now());
            return;
        }
        VerificationErrors.checkValidity(path.anchor(), now());
        AnchorConstraints.check(path);
        NameConstraints.check(path, this::nameConstraints);
        try {
            this.jdk.check(path, peer);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK throws a StringIndexOutOfBoundsException for an empty name that is excluded, for example.
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_OTHER,
                    "the certificate of %s cannot be verified: %s"
                            .formatted(path.leaf().getSubjectX500Principal(), e),
                    path.leaf(),
                    e);
        }
        for (var issuer : path.withAnchor().subList(1, path.withAnchor().size())) {
            CertificatePurpose.checkIssuer(issuer, path.leaf(), peer);
        }
        checkRevocation(path.withAnchor());
        if (this.trust.profile() == Profile.STRICT) {
            StrictProfile.check(path);
        }
    }

    /** Those of trusted authorities are read once: they may have thousands. */
    private Optional<NameConstraints> nameConstraints(X509Certificate authority)
            throws CertificateVerificationException {
        var known = this.nameConstraints.get(authority);
        if (known == null) {
            known = NameConstraints.of(authority);
            if (this.authoritiesBySubject
                    .getOrDefault(authority.getSubjectX500Principal(), List.of())
                    .contains(authority)) {
                this.nameConstraints.put(authority, known);
            }
        }
        return known;
    }

    private void checkRevocation(List<X509Certificate> chain) throws CertificateVerificationException {
        if (this.trust.revocationLists().isEmpty()) {
            return;
        }
        var last = (this.trust.scope() == Scope.LEAF) ? 0 : chain.size() - 2;
        for (int i = last; i >= 0; i--) {
            this.revocation.check(chain.get(i), chain.get(i + 1), now());
        }
    }
}
