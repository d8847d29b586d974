package io.unifiedtls.samples.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An authority that issues certificates for development, kept with what it issued in one directory: {@code ca.pem} is
 * its certificate, to be trusted; what it issued is in {@code NAME.pem}, and the key in {@code NAME.key}.
 *
 * <p>What is there and valid for another day is kept, so that a browser that trusts the authority still does tomorrow.
 */
public final class DevelopmentAuthority {

    /** The password of the key stores: they are for development, and lie beside the same key without a password. */
    static final String STORE_PASSWORD = "changeit";

    private static final String NAME = "ca";

    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(365);

    // shorter than the 47 days that public authorities will be held to by 2029
    private static final Duration VALIDITY = Duration.ofDays(30);

    private static final Duration LEAST = Duration.ofDays(1);

    private final Path directory;

    private final Identity identity;

    private DevelopmentAuthority(Path directory, Identity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    /** Returns the authority of a directory, which is created if it is not there. */
    public static DevelopmentAuthority in(Path directory) {
        try {
            Files.createDirectories(directory);
            var kept = PemFiles.read(directory, NAME).filter(DevelopmentAuthority::isValid);
            if (kept.isPresent()) {
                return new DevelopmentAuthority(directory, kept.get());
            }
            var identity = Issuing.authority(AUTHORITY_VALIDITY);
            PemFiles.write(directory, NAME, identity);
            return new DevelopmentAuthority(directory, identity);
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot make certificates in %s".formatted(directory), exception);
        }
    }

    /** Issues a certificate for host names and wildcards, valid for 30 days. */
    public void server(String name, KeyAlgorithm algorithm, String... serverNames) {
        server(name, algorithm, VALIDITY, serverNames);
    }

    /** Issues a certificate for host names and wildcards. */
    public void server(String name, KeyAlgorithm algorithm, Duration validity, String... serverNames) {
        issue(name, algorithm, serverNames[0], List.of(serverNames), validity);
    }

    /** Issues a certificate for a client. */
    public void client(String name, KeyAlgorithm algorithm, String commonName) {
        issue(name, algorithm, commonName, List.of(), VALIDITY);
    }

    /** Puts what was issued under a name into a PKCS#12 key store, too. */
    public void keyStore(String name) {
        try {
            var identity = PemFiles.read(this.directory, name).orElseThrow();
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(name, identity.privateKey(), STORE_PASSWORD.toCharArray(), new X509Certificate[] {
                identity.certificate()
            });
            PemFiles.writeKeyStore(this.directory.resolve(name + ".p12"), store, STORE_PASSWORD);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private void issue(
            String name, KeyAlgorithm algorithm, String commonName, List<String> serverNames, Duration validity) {
        try {
            var kept = PemFiles.read(this.directory, name).filter(identity -> isValid(identity) && isOurs(identity));
            if (kept.isEmpty()) {
                PemFiles.write(
                        this.directory,
                        name,
                        Issuing.leaf(this.identity, algorithm, commonName, serverNames, validity));
            }
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot make certificate %s".formatted(name), exception);
        }
    }

    private static boolean isValid(Identity identity) {
        return identity.certificate()
                .getNotAfter()
                .toInstant()
                .isAfter(Instant.now().plus(LEAST));
    }

    private boolean isOurs(Identity identity) {
        try {
            identity.certificate().verify(this.identity.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException otherAuthority) {
            return false;
        }
    }
}
