package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.test.TestAuthority;

class AuthorityNamesTests {

    /** A name of 60 bytes: two each of a SEQUENCE, a SET, a SEQUENCE and a text, five of the attribute type. */
    private static final X509Certificate AUTHORITY =
            TestAuthority.create("x".repeat(60 - 13)).certificate();

    @Test
    void fitIntoTheMessageUpTo31KiB() {
        assertThat(AUTHORITY.getSubjectX500Principal().getEncoded()).hasSize(60);
        assertThat(AuthorityNames.fit(List.of())).isTrue();
        assertThat(AuthorityNames.fit(Collections.nCopies(512, AUTHORITY))).isTrue();
        assertThat(AuthorityNames.fit(Collections.nCopies(513, AUTHORITY))).isFalse();
    }
}
