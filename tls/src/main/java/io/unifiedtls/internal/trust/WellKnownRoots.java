package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.ConfigurationException;

/** The authorities that many peers are likely to know: those of this system and of the JDK. */
public final class WellKnownRoots {

    private WellKnownRoots() {}

    /** Read at the first use, which few servers have. */
    private static final class Subjects {

        private static final Set<X500Principal> ALL = read();

        private static Set<X500Principal> read() {
            var subjects = new HashSet<X500Principal>();
            for (var authorities : List.of(
                    authorities(SystemTrust.current()::ofOperatingSystem), authorities(JdkTrust::authorities))) {
                authorities.forEach(authority -> subjects.add(authority.getSubjectX500Principal()));
            }
            return Set.copyOf(subjects);
        }

        private static List<X509Certificate> authorities(Source source) {
            try {
                return source.read();
            } catch (ConfigurationException notUsedForTrust) {
                return List.of();
            }
        }
    }

    @FunctionalInterface
    private interface Source {

        List<X509Certificate> read() throws ConfigurationException;
    }

    /** Returns whether one of the authorities has the name. */
    public static boolean contain(X500Principal subject) {
        return Subjects.ALL.contains(subject);
    }
}
