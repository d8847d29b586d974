package io.unifiedtls.openssl.internal;

import java.util.Optional;

import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.internal.context.TlsLibrary;

/** The OpenSSL of the system, which a class that only newer JDKs load implements. */
public interface SystemLibrary extends TlsLibrary {

    /** Returns why the library is not available; empty if it is. */
    Optional<String> unavailability();

    /** Returns what to do if the library is not available. */
    Optional<String> remedy();

    /** Returns the name and version of the library; empty if it is not available. */
    Optional<String> version();

    /** Returns what the library supports; it has to be available. */
    TlsCapabilities capabilities();
}
