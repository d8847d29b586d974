package io.unifiedtls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.internal.sni.ServerNames;

/**
 * A certificate with its private key and the intermediate certificates that lead towards a root: what one side proves
 * its identity with (PEP 748, "Signing Chain").
 */
public sealed interface SigningChain {

    /**
     * Returns the server names that this chain is for, when they were said explicitly; otherwise a server takes the
     * {@code dNSName} entries of the leaf's subjectAltName.
     */
    List<String> serverNames();

    /**
     * Returns this chain for these server names: host names, or {@code *.} and a host name for exactly one more label.
     *
     * @throws IllegalArgumentException if one is no such name
     */
    SigningChain withServerNames(List<String> serverNames);

    /**
     * Returns this chain with a response of OCSP for its leaf, which a server staples to it (RFC 6066, section 8).
     *
     * <p>Clients have no use for one. An implementation without {@link TlsFeature#OCSP_STAPLING} refuses it.
     */
    default SigningChain withOcspResponse(OcspResponse response) {
        return new Stapled(this, response);
    }

    /** Returns a chain whose file of the leaf holds the private key too. */
    static SigningChain fromPem(Path combined) {
        return new Certificates(TlsCertificate.fromFile(combined), Optional.empty(), List.of(), List.of());
    }

    /** Returns a leaf with its key; what follows the leaf in its file are the intermediate certificates. */
    static SigningChain of(TlsCertificate leaf, TlsPrivateKey privateKey) {
        return new Certificates(leaf, Optional.of(privateKey), List.of(), List.of());
    }

    /** Returns a leaf with its key and its intermediate certificates, in order towards the root. */
    static SigningChain of(TlsCertificate leaf, TlsPrivateKey privateKey, List<TlsCertificate> chain) {
        return new Certificates(leaf, Optional.of(privateKey), chain, List.of());
    }

    /** Returns the chain of an entry of a key store. */
    static SigningChain fromKeyStore(TlsKeyStore keyStore) {
        return new KeyStoreEntry(keyStore, List.of());
    }

    /**
     * A chain of certificates.
     *
     * @param leaf the certificate of the server or client itself
     * @param privateKey the key of the leaf; in the file of the leaf if empty
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
     * An entry of a key store.
     *
     * @param keyStore the store, and which entry of it
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
     * A chain with a response of OCSP for its leaf.
     *
     * @param chain the chain
     * @param response what the authority says of its leaf
     */
    record Stapled(SigningChain chain, OcspResponse response) implements SigningChain {

        public Stapled {
            if (chain instanceof Stapled) {
                throw new IllegalArgumentException("the chain has a response of OCSP already");
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
