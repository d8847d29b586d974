package io.unifiedtls.benchmarks;

import java.security.NoSuchAlgorithmException;
import java.util.Locale;

import javax.net.ssl.SSLContext;

import org.conscrypt.Conscrypt;

import io.unifiedtls.TlsVersion;

/** The TLS libraries that engines are compared on. */
public enum Library {
    /** The JDK's own. */
    JSSE,
    /** BoringSSL, behind the interface of JSSE. */
    CONSCRYPT,
    /** BoringSSL, through netty-tcnative. */
    BORINGSSL;

    /** Returns the engines of this project over the library. */
    OurEngines ours(TlsVersion version, Material material) {
        return OurEngines.of(name().toLowerCase(Locale.ROOT), version, material);
    }

    /** Returns the engines of the library itself, with the cipher suites of ours. */
    Engines bare(TlsVersion version, Material material, Engines ours) {
        var model = ours.server();
        try {
            return switch (this) {
                case JSSE -> JsseEngines.of(SSLContext.getDefault().getProvider(), version, material, model);
                case CONSCRYPT -> JsseEngines.of(Conscrypt.newProvider(), version, material, model);
                case BORINGSSL -> TcnativeEngines.of(version, material, model);
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } finally {
            Engines.release(model);
        }
    }
}
