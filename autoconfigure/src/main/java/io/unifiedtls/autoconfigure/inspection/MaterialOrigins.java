package io.unifiedtls.autoconfigure.inspection;

import io.unifiedtls.MaterialSource;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TrustStore;

/** Says where certificates come from: a file, never its content. */
public final class MaterialOrigins {

    private MaterialOrigins() {}

    public static String of(SigningChain chain) {
        if (chain instanceof SigningChain.Stapled stapled) {
            return of(stapled.chain());
        }
        return (chain instanceof SigningChain.KeyStoreEntry entry)
                ? "key store " + of(entry.keyStore().source())
                : of(((SigningChain.Certificates) chain).leaf().source());
    }

    public static String of(TrustStore trustStore) {
        if (trustStore instanceof TrustStore.Lenient lenient) {
            return of(lenient.trustStore());
        }
        if (trustStore instanceof TrustStore.Revocable revocable) {
            return of(revocable.trustStore());
        }
        if (trustStore instanceof TrustStore.OperatingSystem) {
            return "the operating system";
        }
        if (trustStore instanceof TrustStore.Jdk) {
            return "the JDK";
        }
        if (trustStore instanceof TrustStore.Directory directory) {
            return directory.path().toString();
        }
        return (trustStore instanceof TrustStore.KeyStoreEntries entries)
                ? "key store " + of(entries.keyStore().source())
                : of(((TrustStore.Certificates) trustStore).source());
    }

    private static String of(MaterialSource source) {
        return (source instanceof MaterialSource.Buffer) ? "the configuration itself" : source.toString();
    }
}
