package io.unifiedtls.autoconfigure.shared;

/** Notifies of changes as soon as they happen. */
@FunctionalInterface
interface ChangeNotifications {

    /** Of a store without notifications: changes are found by the next poll. */
    ChangeNotifications NONE = changed -> () -> {};

    /**
     * Begins to listen, also again after the connection was lost, until the result is closed.
     *
     * @param changed called after each change; does not block
     */
    Listening listen(Runnable changed);

    /** Ends when it is closed. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {

        @Override
        void close();
    }
}
