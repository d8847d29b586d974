package io.unifiedtls;

import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.text.SecretText;

/**
 * Where a certificate, a key or another piece of a configuration comes from. Nothing is read before a context is
 * created (PEP 748, "Certificates" and "Private Keys").
 */
public sealed interface MaterialSource {

    /** A file. */
    record File(Path path) implements MaterialSource {

        public File {
            requireSource(path);
        }

        /** Returns the path, as messages name it. */
        @Override
        public String toString() {
            return this.path.toString();
        }
    }

    /** Something in memory. */
    final class Buffer implements MaterialSource {

        private final byte[] bytes;

        private Buffer(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Returns a copy of the bytes. */
        public byte[] bytes() {
            return this.bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Buffer buffer && Arrays.equals(this.bytes, buffer.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(this.bytes);
        }

        /** Returns how much there is, never what. */
        @Override
        public String toString() {
            return "a buffer of %d bytes".formatted(this.bytes.length);
        }
    }

    /** Something that the implementation knows by a name of its own, such as an object in a security module. */
    record Id(String id) implements MaterialSource {

        public Id {
            requireSource(id);
        }

        /**
         * Returns the id, without the PIN that a PKCS#11 URI must not have, but may; of what may be a key, how long it
         * is.
         */
        @Override
        public String toString() {
            return "id " + SecretText.whole(this.id.replaceAll("pin-value=[^&]*", "pin-value=…"));
        }
    }

    /** Refuses what PEP 748 does: a certificate or a key that comes from nowhere. */
    private static void requireSource(@Nullable Object source) {
        if (source == null) {
            throw new IllegalArgumentException("null is no source; name a file, a buffer or an id");
        }
    }

    /** Returns a file. */
    static MaterialSource file(Path path) {
        return new File(path);
    }

    /** Returns a copy of the bytes. */
    static MaterialSource buffer(byte[] bytes) {
        requireSource(bytes);
        return new Buffer(bytes.clone());
    }

    /** Returns a name that the implementation knows. */
    static MaterialSource id(String id) {
        return new Id(id);
    }
}
