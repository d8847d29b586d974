package io.unifiedtls.internal.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;
import io.unifiedtls.internal.x509.CertificateDer;

/** A key store that was opened, and its name in messages. */
record OpenKeyStore(KeyStore keyStore, String source) {

    static OpenKeyStore load(byte[] content, String source, @Nullable String type, @Nullable Supplier<char[]> password)
            throws GeneralSecurityException, ConfigurationException {
        var keyStore = type == null
                ? empty(recognise(content, source), source)
                : checked(empty(type, source), content, source);
        return load(keyStore, content, source, password);
    }

    /**
     * Loads an empty key store.
     *
     * @param content null for a type that needs none, such as that of an operating system
     */
    static OpenKeyStore load(
            KeyStore keyStore, byte @Nullable [] content, String source, @Nullable Supplier<char[]> password)
            throws GeneralSecurityException, ConfigurationException {
        var characters = password == null ? null : password.get();
        try {
            keyStore.load((content == null) ? null : new ByteArrayInputStream(content), characters);
            return new OpenKeyStore(keyStore, source);
        } catch (NegativeArraySizeException exception) { // of a negative length in JCEKS
            throw new ConfigurationException(
                    "cannot read %s as %s key store".formatted(source, keyStore.getType()), exception);
        } catch (IOException exception) {
            throw new ConfigurationException(
                    isWrongPassword(exception)
                            ? "wrong password for %s".formatted(source)
                            : "cannot read %s as %s key store%s"
                                    .formatted(source, keyStore.getType(), reason(exception)),
                    exception);
        } finally {
            if (characters != null) {
                Arrays.fill(characters, '\0');
            }
        }
    }

    /** Returns the aliases of such entries, sorted. */
    List<String> aliases(Class<? extends KeyStore.Entry> kind) throws KeyStoreException {
        var aliases = new ArrayList<String>();
        for (var alias : Collections.list(this.keyStore.aliases())) {
            if (this.keyStore.entryInstanceOf(alias, kind)) {
                aliases.add(alias);
            }
        }
        Collections.sort(aliases);
        return aliases;
    }

    String soleKey() throws KeyStoreException, ConfigurationException {
        var keys = aliases(KeyStore.PrivateKeyEntry.class);
        if (keys.isEmpty()) {
            throw new ConfigurationException("no private key found in %s, only certificates: %s"
                    .formatted(this.source, aliases(KeyStore.TrustedCertificateEntry.class)));
        }
        if (keys.size() > 1) {
            throw new ConfigurationException(
                    "%s holds %d private keys; choose one by its alias: %s".formatted(this.source, keys.size(), keys));
        }
        return keys.get(0);
    }

    /** Returns the alias if it is that of a private key. */
    String requireKey(String alias) throws KeyStoreException, ConfigurationException {
        if (this.keyStore.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
            return alias;
        }
        throw new ConfigurationException("%s '%s' in %s; present: %s"
                .formatted(
                        this.keyStore.containsAlias(alias) ? "no private key under the alias" : "no alias",
                        SecretText.shown(alias),
                        this.source,
                        aliases(KeyStore.PrivateKeyEntry.class)));
    }

    /** Returns the certificate under the alias of a trusted one. */
    X509Certificate requireTrusted(String alias) throws KeyStoreException, ConfigurationException {
        if (this.keyStore.isCertificateEntry(alias)
                && this.keyStore.getCertificate(alias) instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new ConfigurationException("%s '%s' in %s; present: %s"
                .formatted(
                        this.keyStore.containsAlias(alias) ? "no trusted certificate under the alias" : "no alias",
                        SecretText.shown(alias),
                        this.source,
                        aliases(KeyStore.TrustedCertificateEntry.class)));
    }

    /** Returns what is under an alias: the certificates of a private key, or a single one. */
    List<X509Certificate> requireChain(String alias) throws KeyStoreException, ConfigurationException {
        if (this.keyStore.isKeyEntry(alias)) {
            return chain(alias);
        }
        if (this.keyStore.getCertificate(alias) instanceof X509Certificate certificate) {
            return List.of(certificate);
        }
        var present = Collections.list(this.keyStore.aliases());
        Collections.sort(present);
        throw new ConfigurationException(
                "no alias '%s' in %s; present: %s".formatted(SecretText.shown(alias), this.source, present));
    }

    List<X509Certificate> chain(String alias) throws KeyStoreException, ConfigurationException {
        var chain = this.keyStore.getCertificateChain(alias);
        if (chain == null || chain.length == 0) {
            throw new ConfigurationException(
                    "there is no certificate for the private key '%s' in %s".formatted(alias, this.source));
        }
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }

    /** Returns what is wrong with a certificate of the key store, after a colon, if it is one that cannot be read. */
    private static String reason(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause).contains(CertificateParsingException.class.getName())) {
                return CertificateDer.reason(exception);
            }
        }
        return "";
    }

    /**
     * Returns whether the password is wrong, as the JDK also reports for a certificate that it decrypted and cannot
     * read.
     */
    private static boolean isWrongPassword(IOException exception) {
        return exception.getCause() instanceof UnrecoverableKeyException cause
                && !String.valueOf(cause.getMessage()).contains(CertificateParsingException.class.getName());
    }

    private static String recognise(byte[] content, String source) throws ConfigurationException {
        var kind = kind(content, source);
        if (kind == PemType.OTHER) {
            throw new ConfigurationException("%s is not a PKCS12 or JKS key store".formatted(source));
        }
        return kind.name();
    }

    /** Refuses content that looks like another type: the JDK would read JKS as PKCS#12 and back, in silence. */
    private static KeyStore checked(KeyStore keyStore, byte[] content, String source) throws ConfigurationException {
        var kind = kind(content, source);
        var type = keyStore.getType();
        // types of other providers look like nothing known here
        if (kind != PemType.OTHER && !kind.name().equalsIgnoreCase(type)) {
            throw new ConfigurationException("%s looks like %s, not %s; set the type to %s or remove it"
                    .formatted(source, kind.description(), type, kind.name()));
        }
        return keyStore;
    }

    private static PemType kind(byte[] content, String source) throws ConfigurationException {
        var blocks = PemReader.read(content, source);
        var kind = blocks.isEmpty() ? PemType.OTHER : blocks.get(0).kind();
        if (kind != PemType.OTHER && !kind.isKeyStore()) {
            throw new ConfigurationException(
                    "%s holds %s and is not a key store; configure it as certificate or private key"
                            .formatted(source, kind.description()));
        }
        return kind;
    }

    private static KeyStore empty(String type, String source) throws ConfigurationException {
        try {
            return KeyStore.getInstance(type);
        } catch (KeyStoreException exception) { // which shows the type, even if that is a key in the wrong place
            throw new ConfigurationException(
                    "unknown key store type '%s' for %s; use PKCS12 or JKS".formatted(SecretText.shown(type), source));
        }
    }
}
