package io.unifiedtls.jsse;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/** The export of keying material, which sessions of {@code javax.net.ssl} have since JDK 25. */
final class SessionExport {

    private static final Optional<MethodHandle> METHOD = find();

    private SessionExport() {}

    private static Optional<MethodHandle> find() {
        try {
            return Optional.of(MethodHandles.publicLookup()
                    .findVirtual(
                            ExtendedSSLSession.class,
                            "exportKeyingMaterialData",
                            MethodType.methodType(byte[].class, String.class, byte[].class, int.class)));
        } catch (NoSuchMethodException olderJdk) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether this JDK has it. */
    static boolean present() {
        return METHOD.isPresent();
    }

    /** Exports keying material, where this JDK can. */
    static Optional<byte[]> of(SSLSession session, String label, byte @Nullable [] context, int length)
            throws SSLException {
        if (METHOD.isEmpty() || !(session instanceof ExtendedSSLSession extended)) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) METHOD.get().invokeExact(extended, label, context, length));
        } catch (SSLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
