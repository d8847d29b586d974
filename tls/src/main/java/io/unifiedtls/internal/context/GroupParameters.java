package io.unifiedtls.internal.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLParameters;

/** The groups in the parameters of an engine, which {@code javax.net.ssl} has since JDK 20. */
public final class GroupParameters {

    private static final Optional<MethodHandle> SETTER =
            method("setNamedGroups", MethodType.methodType(void.class, String[].class));

    private static final Optional<MethodHandle> GETTER =
            method("getNamedGroups", MethodType.methodType(String[].class));

    private GroupParameters() {}

    private static Optional<MethodHandle> method(String name, MethodType type) {
        try {
            return Optional.of(MethodHandles.publicLookup().findVirtual(SSLParameters.class, name, type));
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

    /** Returns the groups; none if this JDK cannot tell them. */
    public static List<String> get(SSLParameters parameters) {
        if (GETTER.isEmpty()) {
            return List.of();
        }
        try {
            var groups = (String[]) GETTER.get().invokeExact(parameters);
            return (groups == null) ? List.of() : List.of(groups);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the groups, where this JDK has them. */
    public static void set(SSLParameters parameters, String[] groups) {
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
