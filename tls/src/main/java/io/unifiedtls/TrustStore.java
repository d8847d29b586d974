package io.unifiedtls;

import java.nio.file.Path;
import java.util.List;

import io.unifiedtls.internal.trust.TrustStores;

/**
 * The certificate authorities that are trusted to identify a peer, read when a context is created (PEP 748, "Trust
 * Store").
 */
public sealed interface TrustStore {

    /**
     * Returns the authorities that the operating system trusts.
     *
     * <p>On Windows and macOS those in their key stores. On other systems those in the file that the environment
     * variable {@code SSL_CERT_FILE} names and in the directories that {@code SSL_CERT_DIR} names, or, if neither is
     * set, in the bundle of the distribution. Those of the JDK if the system has no trust store that is known here. A
     * certificate that cannot be read is skipped with a warning; it is an error if none is left.
     */
    static TrustStore system() {
        return new OperatingSystem();
    }

    /**
     * Returns the files and directories in which {@link #system()} looks: all that the environment variables name, or
     * the bundles of the distributions, of which the first that exists counts. None on Windows and macOS, which keep
     * certificates in key stores.
     */
    static List<Path> systemLocations() {
        return TrustStores.systemLocations();
    }

    /** Returns the authorities that the JDK comes with, or what {@code javax.net.ssl.trustStore} names. */
    static TrustStore jdk() {
        return new Jdk();
    }

    /** Returns the authorities in a file: PEM, with any number of certificates, or DER with one. */
    static TrustStore fromFile(Path path) {
        return new Certificates(MaterialSource.file(path));
    }

    /** Returns the authorities in a copy of the buffer: PEM or DER. */
    static TrustStore fromBuffer(byte[] buffer) {
        return new Certificates(MaterialSource.buffer(buffer));
    }

    /**
     * Returns the authorities in a PKCS#11 token, or one in a key store.
     *
     * @param id what the implementation calls them: a PKCS#11 URI (RFC 7512) with the label of one certificate or of
     *     several, and the file of the PIN where the token asks for one; or the alias of a trusted certificate, in the
     *     same key store as that {@linkplain TlsPrivateKey#fromId of a key}
     */
    static TrustStore fromId(String id) {
        return new Certificates(MaterialSource.id(id));
    }

    /**
     * Returns the authorities in the files of a directory, other than hidden ones; sub-directories are not looked into.
     * A file without a certificate is an error, and so is a link to nowhere.
     */
    static TrustStore fromDirectory(Path directory) {
        return new Directory(directory);
    }

    /** Returns the trusted certificates of a key store; its alias and key password are not used. */
    static TrustStore fromKeyStore(TlsKeyStore keyStore) {
        return new KeyStoreEntries(keyStore);
    }

    /** Returns this trust store with revocation lists that a peer's certificates must not be on. */
    default TrustStore withRevocationLists(RevocationLists revocationLists) {
        return new Revocable(this, revocationLists);
    }

    /**
     * Returns this trust store for certificates that do not conform to RFC 5280, of an authority that cannot issue them
     * again.
     *
     * <p>Safer is to trust such an authority itself, or such a certificate of a peer, with {@link #fromFile}: what is
     * in the trust store need not conform. Without the strict profile the extensions that RFC 5280 asks for may be
     * missing in the rest of the chain: key identifiers, the keyUsage of an authority, basicConstraints that are
     * critical. The chain, its dates, signatures and constraints, names, key strength and revocation are verified as
     * ever. Each context logs it once, at INFO.
     */
    default TrustStore withoutStrictProfile() {
        return (this instanceof Lenient) ? this : new Lenient(this);
    }

    /** What the operating system trusts. */
    record OperatingSystem() implements TrustStore {}

    /** What the JDK trusts. */
    record Jdk() implements TrustStore {}

    /** What a file, a buffer or an id holds. */
    record Certificates(MaterialSource source) implements TrustStore {}

    /** What the files of a directory hold. */
    record Directory(Path path) implements TrustStore {}

    /** What a key store holds. */
    record KeyStoreEntries(TlsKeyStore keyStore) implements TrustStore {}

    /** A trust store for certificates that do not conform to RFC 5280. */
    record Lenient(TrustStore trustStore) implements TrustStore {}

    /** A trust store with revocation lists. */
    record Revocable(TrustStore trustStore, RevocationLists revocationLists) implements TrustStore {}
}
