package io.unifiedtls;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A PKCS#12 or JKS key store that is read when a context is created.
 *
 * @param source the source of the key store
 * @param type the type, such as {@code PKCS12}; detected from the content if empty
 * @param password supplies the key store's password; the returned array is cleared after use. Key stores with the same
 *     source are equal if their suppliers are, as each {@link Password} is
 * @param alias the entry to use; the only entry if empty
 * @param keyPassword supplies the entry's password; the key store's password if empty
 */
public record TlsKeyStore(
        MaterialSource source,
        Optional<String> type,
        Optional<Supplier<char[]>> password,
        Optional<String> alias,
        Optional<Supplier<char[]>> keyPassword) {

    /** Returns a builder for a key store in a file. */
    public static Builder fromFile(Path path) {
        return new Builder(MaterialSource.file(path));
    }

    /** Returns a builder for a key store in a copy of the buffer. */
    public static Builder fromBuffer(byte[] buffer) {
        return new Builder(MaterialSource.buffer(buffer));
    }

    /** Returns the source of the key store, never its content or a password. */
    @Override
    public String toString() {
        return "TlsKeyStore[%s]".formatted(this.source);
    }

    /** Builds {@link TlsKeyStore}s. Not thread-safe. */
    public static final class Builder {

        private final MaterialSource source;

        private Optional<String> type = Optional.empty();

        private Optional<Supplier<char[]>> password = Optional.empty();

        private Optional<String> alias = Optional.empty();

        private Optional<Supplier<char[]>> keyPassword = Optional.empty();

        private Builder(MaterialSource source) {
            this.source = source;
        }

        /** Sets the type, such as {@code PKCS12} or {@code JKS}. By default, it is detected from the content. */
        public Builder type(String type) {
            this.type = Optional.of(type);
            return this;
        }

        /** Sets the supplier of the key store's password. */
        public Builder password(Supplier<char[]> password) {
            this.password = Optional.of(password);
            return this;
        }

        /** Sets the alias of the entry to use. By default, the key store must have a single entry. */
        public Builder alias(String alias) {
            this.alias = Optional.of(alias);
            return this;
        }

        /** Sets the supplier of the entry's password. By default, the key store's password is used. */
        public Builder keyPassword(Supplier<char[]> keyPassword) {
            this.keyPassword = Optional.of(keyPassword);
            return this;
        }

        /** Builds the value. */
        public TlsKeyStore build() {
            return new TlsKeyStore(this.source, this.type, this.password, this.alias, this.keyPassword);
        }
    }
}
