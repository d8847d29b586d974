package io.unifiedtls.internal.ondemand;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.internal.material.Credential;

/** Reads and checks a certificate chain with its key. Thread-safe. */
@FunctionalInterface
public interface CredentialLoader {

    /** @throws ConfigurationException if it cannot be used */
    Credential load(SigningChain chain) throws ConfigurationException;
}
