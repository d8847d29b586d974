package io.unifiedtls.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.insecure.InsecureClientConfiguration;
import io.unifiedtls.insecure.InsecureTlsImplementation;
import io.unifiedtls.insecure.SkippedCheck;

/** Makes contexts that skip checks, where the module that can is on the class path. */
final class InsecureClients {

    private static final String MODULE = "io.unifiedtls.insecure.InsecureTlsImplementation";

    private final @Nullable ClassLoader classLoader;

    InsecureClients(@Nullable ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    ClientContext context(
            TlsImplementation implementation,
            TlsClientConfiguration configuration,
            List<TlsProperties.InsecureCheck> checks,
            String entry)
            throws ConfigurationException {
        if (!ClassUtils.isPresent(MODULE, this.classLoader)) {
            throw new TlsConfigurationException(
                    entry + ".insecure",
                    "no check can be skipped: the module unified-tls-insecure is not on the class path",
                    "In a test, add io.unifiedtls:unified-tls-insecure with scope test."
                            + " Otherwise remove insecure, and trust the server's certificate itself:",
                    Snippet.of(entry + ".trust-store.certificates", "file:server.pem"));
        }
        return Module.context(implementation, configuration, checks);
    }

    /** Loaded only if the module is on the class path. */
    private static final class Module {

        static ClientContext context(
                TlsImplementation implementation,
                TlsClientConfiguration configuration,
                List<TlsProperties.InsecureCheck> checks)
                throws ConfigurationException {
            var skipped = checks.stream()
                    .map(check -> SkippedCheck.valueOf(check.name()))
                    .collect(Collectors.toUnmodifiableSet());
            return new InsecureTlsImplementation(implementation)
                    .clientContext(new InsecureClientConfiguration(configuration, skipped));
        }
    }
}
