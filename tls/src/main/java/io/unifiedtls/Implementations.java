package io.unifiedtls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;

import io.unifiedtls.internal.text.SecretText;

/** Looks among the implementations on the class path. */
final class Implementations {

    private Implementations() {}

    @FunctionalInterface
    interface Validation {

        void of(TlsImplementation implementation) throws ConfigurationException;
    }

    /** Returns every implementation, available or not, in the order of their ranks, whatever that of the class path. */
    static List<TlsImplementation> known() {
        return ServiceLoader.load(TlsImplementation.class, TlsImplementation.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(TlsImplementation::rank))
                .toList();
    }

    static List<TlsImplementation> present() {
        return known().stream().filter(TlsImplementation::isAvailable).toList();
    }

    static TlsImplementation named(String name) throws ConfigurationException {
        for (var implementation : known()) {
            if (implementation.name().equals(name)) {
                var missing = implementation.unavailability();
                if (missing.isPresent()) {
                    throw new ConfigurationException("the TLS implementation %s cannot be used here: %s; present: %s"
                            .formatted(name, missing.get(), names()));
                }
                return implementation;
            }
        }
        throw new ConfigurationException(
                "no TLS implementation '%s' on the class path; present: %s".formatted(SecretText.shown(name), names()));
    }

    private static List<String> names() {
        return present().stream().map(TlsImplementation::name).toList();
    }

    static ImplementationChoice choose(Validation validation) throws ConfigurationException {
        var refusals = new ArrayList<ConfigurationException>();
        var passedOver = new LinkedHashMap<String, String>();
        for (var implementation : known()) {
            var missing = implementation.unavailability();
            if (missing.isPresent()) {
                passedOver.put(implementation.name(), missing.get());
                continue;
            }
            try {
                validation.of(implementation);
                return new ImplementationChoice(implementation, passedOver);
            } catch (ConfigurationException refusal) {
                refusals.add(refusal);
                passedOver.put(implementation.name(), refusal.getMessage());
            }
        }
        if (refusals.size() == 1) {
            throw refusals.get(0);
        }
        throw new ConfigurationException("no TLS implementation on the class path can do what is configured: "
                + refusals.stream().map(ConfigurationException::getMessage).toList());
    }
}
