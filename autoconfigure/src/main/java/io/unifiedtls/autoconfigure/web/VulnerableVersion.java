package io.unifiedtls.autoconfigure.web;

import java.util.Arrays;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A version of a web server whose TLS code has a known vulnerability. Applications get the versions that Spring Boot's
 * dependency management selects, so the versions of this library cannot prevent them.
 */
public enum VulnerableVersion {
    /** The version that Spring Boot 4.1.1 selects. */
    TOMCAT("Tomcat", "11.0.25", "CVE-2026-65637", "tomcat.version"),
    NETTY("Netty", "4.2.15", "CVE-2026-45416", "netty.version");

    private static final Log LOG = LogFactory.getLog(VulnerableVersion.class);

    private final String library;

    private final String firstSafe;

    private final String vulnerability;

    private final String property;

    VulnerableVersion(String library, String firstSafe, String vulnerability, String property) {
        this.library = library;
        this.firstSafe = firstSafe;
        this.vulnerability = vulnerability;
        this.property = property;
    }

    /** Logs a warning if the version on the class path is vulnerable. */
    public void warnAbout(String present) {
        warning(present).ifPresent(LOG::warn);
    }

    Optional<String> warning(String present) {
        if (!present.matches("\\d+(\\.\\d+)+.*") || Arrays.compare(numbers(present), numbers(this.firstSafe)) >= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "%s %s has a known vulnerability in its TLS code, %s; set the property %s to %s or newer in your build"
                        .formatted(this.library, present, this.vulnerability, this.property, this.firstSafe));
    }

    /** Returns the leading numbers: three of {@code 4.2.18.Final}. */
    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[.-]"))
                .takeWhile(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
