package io.unifiedtls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.text.SecretText;

/**
 * The source of a certificate, a private key or other material. Nothing is read until a context is created (PEP 748,
 * "Certificates" and "Private Keys").
 */
public sealed interface MaterialSource {

    /** A file. */
    record File(Path path) implements MaterialSource {

        public File {
            requireSource(path);
        }

        /** Returns the path, as shown in messages. */
        @Override
        public String toString() {
            return this.path.toString();
        }
    }

    /** A byte array in memory. */
    final class Buffer implements MaterialSource {

        private final byte[] bytes;

        private Buffer(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Returns a source that is a copy of the bytes. */
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

        /** Returns the size, never the content. */
        @Override
        public String toString() {
            return "a buffer of %d bytes".formatted(this.bytes.length);
        }
    }

    /**
     * Bytes that something else has, such as a vault. They are read when a context is created, and again each time that
     * it is reloaded; {@link ReloadableContext#reload()} takes a change up.
     *
     * <p>Two sources are equal if they are the same object.
     */
    final class Supplied implements MaterialSource {

        private final String name;

        private final Supplier<byte[]> content;

        private Supplied(String name, Supplier<byte[]> content) {
            this.name = name;
            this.content = content;
        }

        /**
         * Returns the bytes as they are now.
         *
         * @throws RuntimeException if there are none, with a message that names no secret
         */
        public byte[] bytes() {
            return this.content.get().clone();
        }

        /** Returns the name, as shown in messages. */
        @Override
        public String toString() {
            return this.name;
        }
    }

    /** An id that the implementation resolves, such as that of an object in a hardware security module. */
    record Id(String id) implements MaterialSource {

        public Id {
            requireSource(id);
        }

        /** Returns the id, without the PIN that a PKCS#11 URI may contain; if it looks like a key, only its length. */
        @Override
        public String toString() {
            return "id " + SecretText.whole(this.id.replaceAll("pin-value=[^&]*", "pin-value=…"));
        }
    }

    /** Refuses what PEP 748 does: a certificate or a key that comes from nowhere. */
    private static void requireSource(@Nullable Object source) {
        if (source == null) {
            throw new IllegalArgumentException("null is not a source; specify a file, a buffer or an id");
        }
    }

    /** Returns a source that is a file. */
    static MaterialSource file(Path path) {
        return new File(path);
    }

    /** Returns a source that is a copy of the bytes. */
    static MaterialSource buffer(byte[] bytes) {
        requireSource(bytes);
        return new Buffer(bytes.clone());
    }

    /**
     * Returns a source that is read again each time that a context is reloaded.
     *
     * @param name what messages call it
     * @param content returns the bytes; what it throws fails the context, or its reload, with the message
     */
    static MaterialSource supplied(String name, Supplier<byte[]> content) {
        return new Supplied(requireNonNull(name), requireNonNull(content));
    }

    /** Returns a source that the implementation resolves by id. */
    static MaterialSource id(String id) {
        return new Id(id);
    }
}
