package io.unifiedtls.boringssl.internal;

import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why Netty could not load the native library: it tries several names, and most of them are never present. */
final class LoadFailure {

    /** The JVM repeats the file before the reason. */
    private static final Pattern FILE_TWICE = Pattern.compile("^(\\S+): \\1: ");

    private LoadFailure() {}

    /** Returns why the library for this platform cannot be loaded though it is present; empty if it is absent. */
    static Optional<String> ofPresentLibrary(Throwable failure) {
        return causes(failure)
                .filter(cause -> !isOfAbsentLibrary(cause))
                .map(cause ->
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""))
                .map(message -> FILE_TWICE.matcher(message).replaceFirst("$1: "))
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        var below = Stream.concat(Stream.ofNullable(failure.getCause()), Arrays.stream(failure.getSuppressed()));
        return Stream.concat(Stream.of(failure), below.flatMap(LoadFailure::causes));
    }

    private static boolean isOfAbsentLibrary(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return cause instanceof FileNotFoundException && message.startsWith("META-INF/native/")
                || message.contains(" in java.library.path")
                // these have the reason as a cause or suppressed
                || message.startsWith("could not load a native library: ")
                || message.startsWith("Failed to load any of the given libraries: ");
    }
}
