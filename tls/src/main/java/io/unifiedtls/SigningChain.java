package io.unifiedtls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.internal.text.ServerNames;

/**
 * A certificate with its private key and its intermediate certificates, towards the root: the identity of a server or
 * client (PEP 748, "Signing Chain").
 */
public sealed interface SigningChain {

    /**
     * Returns the server names that select this chain, if they were set explicitly; by default, a server uses the
     * {@code dNSName} entries of the leaf's subjectAltName.
     */
    List<String> serverNames();

    /**
     * Returns this chain with these server names: host names, or wildcards such as {@code *.example.com}, which match
     * exactly one more label.
     *
     * @throws IllegalArgumentException if a name is invalid
     */
    SigningChain withServerNames(List<String> serverNames);

    /**
     * Returns this chain with an OCSP response for its leaf, which a server sends along with it, "staples" (RFC 6066,
     * section 8).
     *
     * <p>Not used by clients. An implementation that does not support {@link TlsFeature#OCSP_STAPLING} refuses it.
     */
    default SigningChain withOcspResponse(OcspResponse response) {
        return new Stapled(this, response);
    }

    /** Returns a chain from a file with the leaf, its intermediate certificates and its private key. */
    static SigningChain fromPem(Path combined) {
        return new Certificates(TlsCertificate.fromFile(combined), Optional.empty(), List.of(), List.of());
    }

    /** Returns a chain; the intermediate certificates follow the leaf in its file. */
    static SigningChain of(TlsCertificate leaf, TlsPrivateKey privateKey) {
        return new Certificates(leaf, Optional.of(privateKey), List.of(), List.of());
    }

    /** Returns a chain with separate intermediate certificates, in order towards the root. */
    static SigningChain of(TlsCertificate leaf, TlsPrivateKey privateKey, List<TlsCertificate> chain) {
        return new Certificates(leaf, Optional.of(privateKey), chain, List.of());
    }

    /** Returns the chain of a key store entry. */
    static SigningChain fromKeyStore(TlsKeyStore keyStore) {
        return new KeyStoreEntry(keyStore, List.of());
    }

    /**
     * A chain of certificates.
     *
     * @param leaf the server's or client's own certificate
     * @param privateKey the leaf's private key; read from the leaf's file if empty
     * @param chain the intermediate certificates, in order towards the root
     */
    record Certificates(
            TlsCertificate leaf,
            Optional<TlsPrivateKey> privateKey,
            List<TlsCertificate> chain,
            List<String> serverNames)
            implements SigningChain {

        public Certificates {
            chain = List.copyOf(chain);
            serverNames = ServerNames.patterns(serverNames);
        }

        @Override
        public SigningChain withServerNames(List<String> serverNames) {
            return new Certificates(this.leaf, this.privateKey, this.chain, serverNames);
        }
    }

    /**
     * A key store entry.
     *
     * @param keyStore the key store and the alias of the entry
     */
    record KeyStoreEntry(TlsKeyStore keyStore, List<String> serverNames) implements SigningChain {

        public KeyStoreEntry {
            serverNames = ServerNames.patterns(serverNames);
        }

        @Override
        public SigningChain withServerNames(List<String> serverNames) {
            return new KeyStoreEntry(this.keyStore, serverNames);
        }
    }

    /**
     * A chain with an OCSP response for its leaf.
     *
     * @param chain the chain
     * @param response the OCSP response
     */
    record Stapled(SigningChain chain, OcspResponse response) implements SigningChain {

        public Stapled {
            if (chain instanceof Stapled) {
                throw new IllegalArgumentException("the chain already has an OCSP response");
            }
        }

        @Override
        public List<String> serverNames() {
            return this.chain.serverNames();
        }

        @Override
        public SigningChain withServerNames(List<String> serverNames) {
            return new Stapled(this.chain.withServerNames(serverNames), this.response);
        }
    }
}
