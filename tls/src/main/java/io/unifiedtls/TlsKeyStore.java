package io.unifiedtls;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A PKCS#12 or JKS key store that is read when a context is created.
 *
 * @param source where the store comes from
 * @param type such as {@code PKCS12}; recognised by its content if empty
 * @param password supplies the password of the store; the array it returns is cleared after use
 * @param alias the entry to use; the only one if empty
 * @param keyPassword supplies the password of the entry; that of the store if empty
 */
public record TlsKeyStore(
        MaterialSource source,
        Optional<String> type,
        Optional<Supplier<char[]>> password,
        Optional<String> alias,
        Optional<Supplier<char[]>> keyPassword) {

    /** Returns a builder for a store in a file. */
    public static Builder fromFile(Path path) {
        return new Builder(MaterialSource.file(path));
    }

    /** Returns a builder for a store in a copy of the buffer. */
    public static Builder fromBuffer(byte[] buffer) {
        return new Builder(MaterialSource.buffer(buffer));
    }

    /** Returns where the store comes from, never its content or a password. */
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

        /** Says the type, such as {@code PKCS12} or {@code JKS}; recognised by the content otherwise. */
        public Builder type(String type) {
            this.type = Optional.of(type);
            return this;
        }

        /** Supplies the password of the store. */
        public Builder password(Supplier<char[]> password) {
            this.password = Optional.of(password);
            return this;
        }

        /** Names the entry to use; otherwise there has to be a single one. */
        public Builder alias(String alias) {
            this.alias = Optional.of(alias);
            return this;
        }

        /** Supplies the password of the entry; otherwise that of the store is used. */
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
