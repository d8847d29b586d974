package io.unifiedtls;

import java.nio.file.Path;
import java.util.List;

import io.unifiedtls.internal.trust.TrustStores;

/**
 * The CA certificates that verify peers, read when a context is created (PEP 748, "Trust Store"). A peer's own
 * certificate can be trusted as well.
 */
public sealed interface TrustStore {

    /**
     * Returns the CA certificates that the operating system trusts.
     *
     * <p>On Windows and macOS, these are in the system's key stores. On other systems, they are in the file and the
     * directories that the environment variables {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR} specify or, if neither
     * is set, in the distribution's bundle. If no bundle is found, the JDK's are used. Unreadable certificates are
     * skipped with a warning; if none is left, this is an error.
     */
    static TrustStore system() {
        return new OperatingSystem();
    }

    /**
     * Returns the files and directories that {@link #system()} reads: those that the environment variables specify, or
     * the distributions' bundles, of which the first one that exists is used. Empty on Windows and macOS, which have
     * key stores instead.
     */
    static List<Path> systemLocations() {
        return TrustStores.systemLocations();
    }

    /**
     * Returns the CA certificates of the JDK, or those in the file that the system property
     * {@code javax.net.ssl.trustStore} specifies.
     */
    static TrustStore jdk() {
        return new Jdk();
    }

    /** Returns the certificates in a file: any number in PEM, or in DER one after the other. */
    static TrustStore fromFile(Path path) {
        return new Certificates(MaterialSource.file(path));
    }

    /** Returns the certificates in a copy of the buffer: any number in PEM, or in DER one after the other. */
    static TrustStore fromBuffer(byte[] buffer) {
        return new Certificates(MaterialSource.buffer(buffer));
    }

    /**
     * Returns the CA certificates in a PKCS#11 token, or one in a key store.
     *
     * @param id a PKCS#11 URI (RFC 7512) with the label of one or several certificates, and the file with the PIN if
     *     the token requires one; or the alias of a trusted certificate, in the same key store as
     *     {@linkplain TlsPrivateKey#fromId for a key}
     */
    static TrustStore fromId(String id) {
        return new Certificates(MaterialSource.id(id));
    }

    /**
     * Returns the certificates in the files of a directory, except hidden files; subdirectories are skipped. A file
     * without a certificate is an error, as is a dangling link.
     */
    static TrustStore fromDirectory(Path directory) {
        return new Directory(directory);
    }

    /** Returns the trusted certificates in a key store; its alias and key password are not used. */
    static TrustStore fromKeyStore(TlsKeyStore keyStore) {
        return new KeyStoreEntries(keyStore);
    }

    /** Returns this trust store with CRLs: peers with revoked certificates are refused. */
    default TrustStore withRevocationLists(RevocationLists revocationLists) {
        return new Revocable(this, revocationLists);
    }

    /**
     * Returns this trust store without the strict profile of RFC 5280, for a CA whose certificates do not conform and
     * cannot be reissued.
     *
     * <p>It is safer to trust such a CA certificate or peer certificate itself, with {@link #fromFile}: certificates in
     * the trust store need not conform. Without the strict profile, extensions that RFC 5280 requires may be missing in
     * the rest of the chain: key identifiers, the keyUsage of a CA, critical basicConstraints. The chain, its dates,
     * signatures and constraints, names, key strength and revocation are always verified. Each context logs this once,
     * at INFO.
     */
    default TrustStore withoutStrictProfile() {
        return (this instanceof Lenient) ? this : new Lenient(this);
    }

    /** The CA certificates that the operating system trusts. */
    record OperatingSystem() implements TrustStore {}

    /** The CA certificates that the JDK trusts. */
    record Jdk() implements TrustStore {}

    /** The certificates in a file or a buffer, or with an id. */
    record Certificates(MaterialSource source) implements TrustStore {}

    /** The certificates in the files of a directory. */
    record Directory(Path path) implements TrustStore {}

    /** The trusted certificates in a key store. */
    record KeyStoreEntries(TlsKeyStore keyStore) implements TrustStore {}

    /** A trust store without the strict profile of RFC 5280. */
    record Lenient(TrustStore trustStore) implements TrustStore {}

    /** A trust store with CRLs. */
    record Revocable(TrustStore trustStore, RevocationLists revocationLists) implements TrustStore {}
}
