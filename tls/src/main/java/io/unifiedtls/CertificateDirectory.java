package io.unifiedtls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory of certificate chains, each loaded when a client first requests its server name. Suited to any number of
 * names: only those in use take memory.
 *
 * <p>An entry is one of:
 *
 * <ul>
 *   <li>{@code NAME.pem} or {@code NAME.crt} with the certificate chain, and {@code NAME.key}
 *   <li>{@code NAME.pem} with both, if there is no {@code NAME.key}
 *   <li>a directory {@code NAME} with {@code fullchain.pem} and {@code privkey.pem}, as Certbot writes them
 *   <li>a directory {@code NAME} with {@code tls.crt} and {@code tls.key}, as in a Kubernetes TLS secret
 * </ul>
 *
 * <p>Keys must not be encrypted. An entry that cannot be loaded affects only its own server names: their clients are
 * refused with the alert {@code internal_error}, and the reason is logged once. It is tried again once its files have
 * changed.
 *
 * @param location the directory
 * @param names where the server names of an entry come from
 * @param index the file that keeps the list of names, so that the next start does not have to read the directory again;
 *     the list is kept in memory if empty
 */
public record CertificateDirectory(Path location, Names names, Optional<Path> index) {

    /** Where the server names of an entry come from. */
    public enum Names {
        /**
         * The name of the file or directory is the server name; {@code _} as the first label stands for {@code *}:
         * {@code _.example.com.pem} is used for {@code *.example.com}.
         */
        FILE,

        /** The {@code dNSName} entries of the certificate's subjectAltName. All certificates are read at the start. */
        CERTIFICATE
    }

    /** Returns a directory whose file names are the server names. */
    public static CertificateDirectory of(Path location) {
        return new CertificateDirectory(location, Names.FILE, Optional.empty());
    }

    /** Returns this directory with another source of server names. */
    public CertificateDirectory withNames(Names names) {
        return new CertificateDirectory(this.location, names, this.index);
    }

    /** Returns this directory with a file that keeps the list of names. */
    public CertificateDirectory withIndex(Path index) {
        return new CertificateDirectory(this.location, this.names, Optional.of(index));
    }
}
