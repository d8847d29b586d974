package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shared libraries of OpenSSL, which stay loaded.
 *
 * @param ssl the functions of {@code libssl}
 * @param crypto the functions of {@code libcrypto}
 * @param version as the library reports it, such as {@code OpenSSL 3.0.17 1 Jul 2025}
 */
record OpenSslBinary(Call.Library ssl, Call.Library crypto, String version) {

    private static final long OLDEST = 0x30000000L;

    private static final long FIRST_UNKNOWN = 0x40000000L;

    /** Threads of the JVM may still use OpenSSL when the process ends, so it must not free what they use. */
    private static final long NO_ATEXIT = 0x00080000L;

    /**
     * Names of the two libraries on a platform.
     *
     * @param ssl the name or path of {@code libssl}
     * @param crypto the name or path of {@code libcrypto}
     */
    record Names(String ssl, String crypto) {

        /** Returns what may be there, by the name of an operating system. */
        static List<Names> on(String system) {
            var name = system.toLowerCase(Locale.ROOT);
            if (name.startsWith("mac")) {
                // Homebrew's folders, which are not searched by default
                return Stream.of("/opt/homebrew/opt/openssl@3/lib/", "/usr/local/opt/openssl@3/lib/")
                        .map(folder -> new Names(folder + "libssl.3.dylib", folder + "libcrypto.3.dylib"))
                        .toList();
            }
            return List.of(new Names("libssl.so.3", "libcrypto.so.3"));
        }
    }

    /** The result of the only attempt to load them: the libraries, or why there are none. */
    private static final class Loaded {

        private static final Object RESULT = load(System.getProperty("os.name"));
    }

    /** Returns why the libraries cannot be used; empty if they can. */
    static Optional<String> unavailability() {
        return (Loaded.RESULT instanceof String reason) ? Optional.of(reason) : Optional.empty();
    }

    /**
     * Returns the libraries.
     *
     * @throws IllegalStateException if they are not available
     */
    static OpenSslBinary present() {
        if (Loaded.RESULT instanceof OpenSslBinary binary) {
            return binary;
        }
        throw new IllegalStateException(Loaded.RESULT.toString());
    }

    private static Object load(String system) {
        // A long of C has 64 bits everywhere but there.
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES || system.startsWith("Windows")) {
            return "it needs a 64-bit system other than Windows; this is %s on %s"
                    .formatted(system, System.getProperty("os.arch"));
        }
        return load(Names.on(system));
    }

    /** Returns the libraries, or the reason why none of them can be used. */
    static Object load(List<Names> candidates) {
        var failures = new ArrayList<String>();
        for (var names : candidates) {
            try {
                return load(names);
            } catch (IllegalArgumentException absent) {
                failures.add(names.ssl());
            } catch (IllegalCallerException denied) {
                return "native access is not enabled: " + denied.getMessage();
            } catch (LinkageError | RuntimeException unusable) {
                return "%s cannot be used: %s".formatted(names.ssl(), unusable.getMessage());
            }
        }
        return "no OpenSSL 3 found (%s)".formatted(String.join(", ", failures));
    }

    @SuppressWarnings("restricted")
    private static Object load(Names names) {
        var crypto = new Call.Library(SymbolLookup.libraryLookup(names.crypto(), Arena.global()));
        var ssl = new Call.Library(SymbolLookup.libraryLookup(names.ssl(), Arena.global()));
        var version = NativeText.at(new Call.LongOfInt(crypto, "OpenSSL_version").call(0));
        var refusal = refusal(version, new Call.LongOf(crypto, "OpenSSL_version_num").call());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        new Call.IntOfLongLong(crypto, "OPENSSL_init_crypto").call(NO_ATEXIT, 0);
        return new OpenSslBinary(ssl, crypto, version);
    }

    /** Returns why a library cannot be used; empty if it can. */
    static Optional<String> refusal(String version, long number) {
        if (!version.startsWith("OpenSSL ")) {
            return Optional.of("the library is %s instead of OpenSSL".formatted(version));
        }
        return (number >= OLDEST && number < FIRST_UNKNOWN)
                ? Optional.empty()
                : Optional.of("the library is %s; it needs OpenSSL 3".formatted(version));
    }
}
