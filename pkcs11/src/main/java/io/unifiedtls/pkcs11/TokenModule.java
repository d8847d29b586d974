package io.unifiedtls.pkcs11;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/**
 * The library that drives tokens, under the JDK's provider for PKCS#11.
 *
 * @param provider the JDK's provider, to be configured
 * @param library the file of the library
 */
record TokenModule(Provider provider, Path library) {

    // What the provider reads as part of its own configuration, rather than as a path.
    private static final Pattern UNREADABLE = Pattern.compile("[\"$\\p{Cntrl}]");

    private static final List<String> FOLDERS = List.of("", "pkcs11", "softhsm");

    static TokenModule of(TokenUri uri) throws ConfigurationException {
        var provider = Security.getProvider("SunPKCS11");
        if (provider == null) {
            throw new ConfigurationException(
                    "this Java runtime does not support PKCS#11; add the module jdk.crypto.cryptoki");
        }
        return new TokenModule(provider, library(uri));
    }

    private static Path library(TokenUri uri) throws ConfigurationException {
        var name = uri.moduleName();
        var library = name.isPresent()
                ? find(name.get())
                        .orElseThrow(() -> new ConfigurationException(
                                "no PKCS#11 module '%s' in the library path; specify its file with module-path"
                                        .formatted(SecretText.shown(name.get()))))
                : uri.modulePath().orElseThrow();
        if (!Files.isRegularFile(library)) {
            throw new ConfigurationException("no such PKCS#11 module: %s".formatted(SecretText.shown(library)));
        }
        if (UNREADABLE.matcher(library.toString()).find()) {
            throw new ConfigurationException(
                    "the path of the PKCS#11 module %s has characters that the JDK cannot read; link it to a plain one"
                            .formatted(library));
        }
        return library;
    }

    private static Optional<Path> find(String name) {
        if (name.contains("/") || name.contains(File.separator)) {
            return Optional.empty();
        }
        return Arrays.stream(System.getProperty("java.library.path", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> FOLDERS.stream().map(below -> Path.of(folder, below)))
                .flatMap(folder ->
                        Stream.of(System.mapLibraryName(name), name + ".so").map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Returns the provider for a slot by its number, as {@code pkcs11-tool -L} lists it. */
    Provider slot(long number) throws ConfigurationException {
        try {
            return configured("slot=" + Long.toUnsignedString(number));
        } catch (ProviderException e) {
            throw new ConfigurationException(
                    "no token in slot %s of the PKCS#11 module %s"
                            .formatted(Long.toUnsignedString(number), this.library),
                    e);
        }
    }

    /** Returns the provider for the first slot. */
    Provider firstSlot() throws ConfigurationException {
        try {
            return configured("slotListIndex=0");
        } catch (ProviderException e) {
            throw unusable(e);
        }
    }

    /** Returns the provider for a slot by its place in the list; empty if that has no token that was set up. */
    Optional<Provider> slotAt(int index) throws ConfigurationException {
        try {
            return Optional.of(configured("slotListIndex=" + index));
        } catch (ProviderException e) {
            if (isEndOfList(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Returns whether there is no slot at that place in the list. */
    static boolean isEndOfList(ProviderException error) {
        return error.getCause() instanceof ProviderException cause
                && String.valueOf(cause.getMessage()).startsWith("slotListIndex");
    }

    ConfigurationException unusable(ProviderException error) {
        return new ConfigurationException(
                "%s cannot be used as a PKCS#11 module, or has no token".formatted(this.library), error);
    }

    /** The provider is registered nowhere: only the keys that were asked for are used with it. */
    private Provider configured(String slot) {
        return this.provider.configure("--name=UnifiedTls\nlibrary=\"%s\"\n%s\n".formatted(this.library, slot));
    }
}
