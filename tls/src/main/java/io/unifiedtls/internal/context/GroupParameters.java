package io.unifiedtls.internal.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

import javax.net.ssl.SSLParameters;

/** The groups in the parameters of an engine, which {@code javax.net.ssl} has since JDK 20. */
public final class GroupParameters {

    private static final Optional<MethodHandle> SETTER = setter();

    private GroupParameters() {}

    private static Optional<MethodHandle> setter() {
        try {
            return Optional.of(MethodHandles.publicLookup()
                    .findVirtual(
                            SSLParameters.class, "setNamedGroups", MethodType.methodType(void.class, String[].class)));
        } catch (NoSuchMethodException olderJdk) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether this JDK has them. */
    public static boolean present() {
        return SETTER.isPresent();
    }

    /** Sets the groups, where this JDK has them. */
    static void set(SSLParameters parameters, String[] groups) {
        if (SETTER.isPresent()) {
            try {
                SETTER.get().invokeExact(parameters, groups);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
