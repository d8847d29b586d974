package io.unifiedtls.autoconfigure.shared;

/** A value that cannot be decrypted. */
final class UnreadableValueException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableValueException(String message) {
        super(message);
    }
}
