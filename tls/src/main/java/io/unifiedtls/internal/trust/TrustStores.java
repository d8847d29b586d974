package io.unifiedtls.internal.trust;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.RevocationLists.Scope;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.material.CertificateReader;
import io.unifiedtls.internal.material.KeyStoreReader;
import io.unifiedtls.internal.material.MaterialIds;
import io.unifiedtls.internal.material.MaterialReader;
import io.unifiedtls.internal.material.RevocationListReader;

/** Reads trust stores. */
public final class TrustStores {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    private TrustStores() {}

    /**
     * Reads the authorities of a trust store, and its revocation lists.
     *
     * @throws ConfigurationException if something is missing, wrong or empty; {@link ConfigurationException#setting()}
     *     is the trust store, or the part of it
     */
    public static TrustAnchors load(TrustStore trustStore) throws ConfigurationException {
        if (trustStore instanceof TrustStore.Revocable revocable) {
            var trust = load(revocable.trustStore());
            var lists = new ArrayList<>(trust.revocationLists());
            lists.addAll(read(revocable.revocationLists()));
            return new TrustAnchors(
                    trust.authorities(), lists, scope(trust, revocable.revocationLists()), trust.profile());
        }
        if (trustStore instanceof TrustStore.Lenient lenient) {
            var trust = load(lenient.trustStore());
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "certificates that do not conform to RFC 5280 are accepted without the strict profile: {0}",
                    lenient.trustStore());
            return trust.lenient();
        }
        try {
            // The same certificate under two names, as in hashed directories, is one authority.
            var authorities = authorities(trustStore).stream().distinct().toList();
            if (authorities.isEmpty()) {
                throw new ConfigurationException("no trusted certificate in %s".formatted(trustStore));
            }
            return new TrustAnchors(authorities, List.of());
        } catch (ConfigurationException e) {
            throw e.concerning(trustStore);
        }
    }

    /** Returns the files and directories that may hold what the operating system trusts. */
    public static List<Path> systemLocations() {
        return SystemTrust.current().locations();
    }

    /** Of several lists the widest scope counts. */
    private static Scope scope(TrustAnchors trust, RevocationLists lists) {
        var isWhole = !trust.revocationLists().isEmpty() && trust.scope() == Scope.WHOLE_CHAIN;
        return isWhole ? Scope.WHOLE_CHAIN : lists.scope();
    }

    private static List<X509Certificate> authorities(TrustStore trustStore) throws ConfigurationException {
        if (trustStore instanceof TrustStore.Certificates certificates) {
            if (certificates.source() instanceof MaterialSource.Id id) {
                return MaterialIds.trusted(id);
            }
            return CertificateReader.read(
                    MaterialReader.read(certificates.source()),
                    certificates.source().toString());
        }
        if (trustStore instanceof TrustStore.KeyStoreEntries entries) {
            return read(entries.keyStore());
        }
        if (trustStore instanceof TrustStore.Directory directory) {
            return TrustDirectory.read(directory.path());
        }
        return (trustStore instanceof TrustStore.Jdk)
                ? JdkTrust.authorities()
                : SystemTrust.current().authorities();
    }

    private static List<X509Certificate> read(TlsKeyStore keyStore) throws ConfigurationException {
        return KeyStoreReader.trusted(
                MaterialReader.read(keyStore.source()),
                keyStore.source().toString(),
                keyStore.type().orElse(null),
                keyStore.password().orElse(null));
    }

    private static List<X509CRL> read(RevocationLists lists) throws ConfigurationException {
        try {
            return RevocationListReader.read(
                    MaterialReader.read(lists.source()), lists.source().toString());
        } catch (ConfigurationException e) {
            throw e.concerning(lists);
        }
    }
}
