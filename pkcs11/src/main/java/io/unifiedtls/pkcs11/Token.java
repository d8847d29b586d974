package io.unifiedtls.pkcs11;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import javax.security.auth.login.LoginException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/**
 * A token that was logged in to, with the one object that is wanted of it.
 *
 * <p>A process logs in to a token once: as long as it is, the PIN is not checked again.
 */
final class Token {

    private final TokenUri uri;

    private final Provider provider;

    private final KeyStoreSpi objects;

    private Token(TokenUri uri, Provider provider, KeyStoreSpi objects) {
        this.uri = uri;
        this.provider = provider;
        this.objects = objects;
    }

    /** Logs in to the token of a URI, with the PIN or else that of the URI's file. */
    static Token open(TokenUri uri, @Nullable Supplier<char[]> pin) throws ConfigurationException {
        var provider = provider(uri);
        try {
            var service = provider.getService("KeyStore", "PKCS11");
            if (service == null) {
                throw new ConfigurationException("no token for %s; is it plugged in?".formatted(uri));
            }
            var token = new Token(uri, provider, (KeyStoreSpi) service.newInstance(null));
            token.logIn(pin);
            return token;
        } catch (NoSuchAlgorithmException e) {
            throw new ConfigurationException("cannot read the token of %s".formatted(uri), e);
        }
    }

    private static Provider provider(TokenUri uri) throws ConfigurationException {
        var module = TokenModule.of(uri);
        var slot = uri.slot();
        if (slot.isPresent()) {
            return module.slot(slot.get());
        }
        var label = uri.token();
        return label.isPresent() ? named(label.get(), module) : module.firstSlot();
    }

    private static Provider named(String label, TokenModule module) throws ConfigurationException {
        if (NativeTokens.isSupported()) {
            return namedByModule(label, module);
        }
        var present = new ArrayList<String>();
        try {
            for (int i = 0; ; i++) {
                var provider = module.slotAt(i);
                var found = provider.isPresent() ? SunPkcs11Reflection.label(provider.get()) : Optional.<String>empty();
                if (found.filter(label::equals).isPresent()) {
                    return provider.get();
                }
                found.ifPresent(present::add);
            }
        } catch (ProviderException e) {
            if (TokenModule.isEndOfList(e)) {
                throw missing(label, module, present, e);
            }
            throw module.unusable(e);
        }
    }

    private static Provider namedByModule(String label, TokenModule module) throws ConfigurationException {
        initialize(module);
        var tokens = NativeTokens.labels(module.library());
        for (var token : tokens.entrySet()) {
            if (token.getValue().equals(label)) {
                return module.slot(token.getKey());
            }
        }
        throw missing(label, module, List.copyOf(tokens.values()), null);
    }

    /** The JDK's provider initializes a module when it is first configured with it, whatever is in the slot. */
    private static void initialize(TokenModule module) throws ConfigurationException {
        try {
            module.slotAt(0);
        } catch (ProviderException e) {
            throw module.unusable(e);
        }
    }

    private static ConfigurationException missing(
            String label, TokenModule module, List<String> present, @Nullable Throwable cause) {
        return new ConfigurationException(
                "no token '%s' in the PKCS#11 module %s; present: %s"
                        .formatted(SecretText.shown(label), module.library(), present),
                cause);
    }

    private void logIn(@Nullable Supplier<char[]> pin) throws ConfigurationException {
        var source = this.uri.pinSource();
        var characters = (pin != null) ? pin.get() : source.isPresent() ? PinFile.read(source.get()) : null;
        try {
            this.objects.engineLoad(null, characters);
        } catch (IOException e) {
            throw new ConfigurationException(refusal(e, characters == null), e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new ConfigurationException("cannot read the token of %s".formatted(this.uri), e);
        } finally {
            if (characters != null) {
                Arrays.fill(characters, '\0');
            }
        }
    }

    private String refusal(IOException error, boolean withoutPin) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage()).toUpperCase(Locale.ROOT);
            if (message.contains("CKR_PIN_LOCKED")) {
                return "the PIN of the token of %s is locked after too many failed attempts".formatted(this.uri);
            }
            if (message.contains("CKR_PIN")) {
                return "wrong PIN for the token of %s".formatted(this.uri);
            }
            if (withoutPin && cause instanceof LoginException) {
                return "the token of %s requires a PIN; supply it with TlsPrivateKey.fromIdWithPassword, or specify a file with pin-source"
                        .formatted(this.uri);
            }
        }
        return "cannot log in to the token of %s".formatted(this.uri);
    }

    /** Returns the private key, which stays in the token. */
    PrivateKey privateKey() throws ConfigurationException {
        var alias = sole(keyAliases());
        try {
            var key = this.objects.engineGetKey(alias, new char[0]);
            if (key instanceof PrivateKey privateKey) {
                return TokenKey.of(
                                privateKey,
                                this.objects.engineGetCertificate(alias).getPublicKey(),
                                this.provider)
                        .orElseThrow(() -> new ConfigurationException("unsupported %s private key %s; use RSA or EC"
                                .formatted(privateKey.getAlgorithm(), this.uri)));
            }
            throw new ConfigurationException("%s is not a private key".formatted(this.uri));
        } catch (GeneralSecurityException | ProviderException e) {
            throw new ConfigurationException("cannot read the private key %s".formatted(this.uri), e);
        }
    }

    private List<String> keyAliases() throws ConfigurationException {
        var aliases = aliases().stream().filter(this.objects::engineIsKeyEntry).toList();
        if (aliases.isEmpty()) {
            throw new ConfigurationException(
                    "no private key %s with its certificate; the JDK finds a key only together with its certificate, which must have the same id and the requested label: pkcs11-tool --write-object www.der --type cert --id 01 --label www"
                            .formatted(this.uri));
        }
        return aliases;
    }

    /** Returns the certificate, and those of its issuers as far as the token has them and its key. */
    List<X509Certificate> chain() throws ConfigurationException {
        var alias = sole(certificateAliases());
        var chain = this.objects.engineGetCertificateChain(alias);
        return (chain == null)
                ? certificates(List.of(this.objects.engineGetCertificate(alias)))
                : certificates(List.of(chain));
    }

    /** Returns every certificate of that name. */
    List<X509Certificate> certificates() throws ConfigurationException {
        return certificates(certificateAliases().stream()
                .map(this.objects::engineGetCertificate)
                .toList());
    }

    private static List<X509Certificate> certificates(List<Certificate> certificates) {
        return certificates.stream().map(X509Certificate.class::cast).toList();
    }

    private List<String> certificateAliases() throws ConfigurationException {
        var aliases = aliases().stream()
                .filter(alias -> this.objects.engineGetCertificate(alias) instanceof X509Certificate)
                .toList();
        if (aliases.isEmpty()) {
            throw new ConfigurationException(
                    "no certificate %s; the JDK finds one only together with its key, or if marked as trusted by p11tool --so-login --write --mark-trusted; present: %s"
                            .formatted(this.uri, Collections.list(this.objects.engineAliases())));
        }
        return aliases;
    }

    /**
     * The JDK calls an object by its label, and objects that share one by the label, their issuer and serial number.
     */
    private List<String> aliases() throws ConfigurationException {
        var aliases = new ArrayList<String>();
        var label = this.uri.object();
        var id = this.uri.id();
        for (var alias : Collections.list(this.objects.engineAliases())) {
            var isLabelled = label.isEmpty() || alias.equals(label.get()) || alias.startsWith(label.get() + "/");
            if (isLabelled
                    && (id.isEmpty()
                            || SunPkcs11Reflection.id(this.objects, alias).equals(id))) {
                aliases.add(alias);
            }
        }
        Collections.sort(aliases);
        return aliases;
    }

    private String sole(List<String> aliases) throws ConfigurationException {
        if (aliases.size() > 1) {
            throw new ConfigurationException("%s matches %d objects; give them different labels, or add an id: %s"
                    .formatted(this.uri, aliases.size(), aliases));
        }
        return aliases.get(0);
    }
}
