package io.unifiedtls;

import java.util.ArrayList;

/** Looks among the implementations on the class path. */
final class Implementations {

    private Implementations() {}

    @FunctionalInterface
    interface Validation {

        void of(TlsImplementation implementation) throws ConfigurationException;
    }

    static TlsImplementation named(String name) throws ConfigurationException {
        var present = TlsImplementation.present();
        for (var implementation : present) {
            if (implementation.name().equals(name)) {
                return implementation;
            }
        }
        throw new ConfigurationException("no TLS implementation '%s' on the class path; present: %s"
                .formatted(name, present.stream().map(TlsImplementation::name).toList()));
    }

    static TlsImplementation first(Validation validation) throws ConfigurationException {
        var refusals = new ArrayList<ConfigurationException>();
        for (var implementation : TlsImplementation.present()) {
            try {
                validation.of(implementation);
                return implementation;
            } catch (ConfigurationException refusal) {
                refusals.add(refusal);
            }
        }
        if (refusals.size() == 1) {
            throw refusals.get(0);
        }
        throw new ConfigurationException("no TLS implementation on the class path can do what is configured: "
                + refusals.stream().map(ConfigurationException::getMessage).toList());
    }
}
