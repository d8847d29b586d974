package io.unifiedtls;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A password that is known, for keys and key stores. Unlike a lambda, it is a value: configurations with equal
 * passwords are equal.
 *
 * <p>Immutable; stays in memory as long as the configuration does. To read the password only when it is needed, such as
 * from a vault, use a {@link Supplier} of your own.
 */
public final class Password implements Supplier<char[]> {

    private final char[] characters;

    private Password(char[] characters) {
        this.characters = characters;
    }

    /** Returns a password that is a copy of the characters. */
    public static Password of(char[] characters) {
        return new Password(characters.clone());
    }

    /** Returns a copy of the password, which may be cleared after use. */
    @Override
    public char[] get() {
        return this.characters.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && Arrays.equals(this.characters, password.characters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(this.characters);
    }

    /** Never returns the password. */
    @Override
    public String toString() {
        return "Password[secret]";
    }
}
