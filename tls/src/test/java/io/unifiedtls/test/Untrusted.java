package io.unifiedtls.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

import io.unifiedtls.TlsException;

/**
 * What is asked of everything that reads what anybody may have written: an answer, or the refusal that it documents.
 */
public final class Untrusted {

    private static final int LONGEST_UNNOTICED_RUN = 12;

    private static final int LONGEST_MESSAGE = 4_096;

    private final Set<String> secrets;

    private Untrusted(Set<String> secrets) {
        this.secrets = secrets;
    }

    /** Returns the rule for input that holds no secret. */
    public static Untrusted open() {
        return new Untrusted(Set.of());
    }

    /** Returns the rule for input made of some that must not be shown, of which no part of the Base64 may be either. */
    public static Untrusted secret(byte[]... material) {
        var runs = new HashSet<String>();
        for (var secret : material) {
            var base64 = Base64.getEncoder().encodeToString(secret);
            for (int i = 0; i + LONGEST_UNNOTICED_RUN <= base64.length(); i++) {
                runs.add(base64.substring(i, i + LONGEST_UNNOTICED_RUN));
            }
        }
        return new Untrusted(runs);
    }

    /** Reads, and lets a refusal pass that is a {@link TlsException}. */
    public void readOrRefuse(Reading reading) throws Exception {
        readOrRefuse(TlsException.class, reading);
    }

    /** Reads, and lets a refusal of this kind pass. */
    public void readOrRefuse(Class<? extends Exception> kind, Reading reading) throws Exception {
        try {
            reading.read();
        } catch (Exception refusal) {
            if (!kind.isInstance(refusal)) {
                throw refusal;
            }
            check(refusal);
        }
    }

    /** Checks that an error says something, not too much, and nothing of a secret. */
    public void check(Throwable refusal) {
        assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            assertThat(shows(String.valueOf(cause.getMessage())))
                    .as("a secret in %s", cause)
                    .isFalse();
        }
    }

    private boolean shows(String message) {
        for (int i = 0; !this.secrets.isEmpty() && i + LONGEST_UNNOTICED_RUN <= message.length(); i++) {
            if (this.secrets.contains(message.substring(i, i + LONGEST_UNNOTICED_RUN))) {
                return true;
            }
        }
        return false;
    }

    /** Something that reads. */
    @FunctionalInterface
    public interface Reading {

        void read() throws Exception;
    }
}
