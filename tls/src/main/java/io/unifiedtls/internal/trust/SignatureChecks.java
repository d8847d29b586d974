package io.unifiedtls.internal.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;

/**
 * The signatures that one handshake may verify: they are what a peer's certificates cost. Not thread-safe.
 *
 * <p>The limit is that of Go's {@code crypto/x509}. A chain of 10 certificates needs 20: each signature is verified
 * when the path is looked for, and once more by the JDK.
 */
final class SignatureChecks {

    static final int MOST = 100;

    /** What a signature is worth. */
    enum Verdict {
        VALID,
        INVALID,
        /** The key, or the algorithm, is not supported. */
        UNSUPPORTED
    }

    private final X509Certificate leaf;

    private final BooleanSupplier isOver;

    private int done;

    /**
     * Creates a full budget.
     *
     * @param leaf what the handshake is about
     * @param isOver whether the handshake has ended already, so that there is nothing left to find out
     */
    SignatureChecks(X509Certificate leaf, BooleanSupplier isOver) {
        this.leaf = leaf;
        this.isOver = isOver;
    }

    /** Returns how many signatures were verified so far. */
    int done() {
        return this.done;
    }

    /** Verifies one signature. */
    Verdict verify(X509Certificate certificate, X509Certificate issuer) throws CertificateVerificationException {
        spend(1);
        try {
            certificate.verify(issuer.getPublicKey());
            return Verdict.VALID;
        } catch (InvalidKeyException | NoSuchAlgorithmException unsupported) {
            return Verdict.UNSUPPORTED;
        } catch (SignatureException invalid) {
            // The JDK's error for a curve that it can read and not use.
            var isUnsupported = String.valueOf(invalid.getMessage()).contains("not supported");
            return isUnsupported ? Verdict.UNSUPPORTED : Verdict.INVALID;
        } catch (GeneralSecurityException | RuntimeException otherKey) {
            // Some providers throw what is unchecked where a signature has another form than the key's.
            return Verdict.INVALID;
        }
    }

    /** Counts signatures that are about to be verified elsewhere. */
    void spend(int count) throws CertificateVerificationException {
        if (this.done + count > MOST) {
            throw refusal(
                    "verifying the certificates that were sent takes more than %d signature checks".formatted(MOST));
        }
        if (this.isOver.getAsBoolean()) {
            throw refusal("the handshake ended before it was verified");
        }
        this.done += count;
    }

    private CertificateVerificationException refusal(String reason) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s".formatted(this.leaf.getSubjectX500Principal(), reason),
                this.leaf,
                null);
    }
}
