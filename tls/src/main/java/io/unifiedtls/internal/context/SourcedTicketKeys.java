package io.unifiedtls.internal.context;

import java.util.List;
import java.util.function.Supplier;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SessionTicketKeySource;

/** The session ticket keys of a {@link SessionTicketKeySource}. Thread-safe. */
public final class SourcedTicketKeys implements TicketKeys {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.SessionTicketKeySource");

    private final Supplier<List<SessionTicketKey>> supplier;

    private volatile Read read;

    /**
     * Keys that were read.
     *
     * @param supplied what they were read from, compared by identity
     */
    private record Read(List<SessionTicketKey> supplied, List<TicketKey> keys) {

        private static Read of(List<SessionTicketKey> supplied) throws ConfigurationException {
            if (supplied.isEmpty()) {
                throw new ConfigurationException("the source of session ticket keys has none; it needs at least one");
            }
            return new Read(supplied, TicketKeyReader.read(supplied));
        }
    }

    /**
     * Reads the keys.
     *
     * @param scope what servers with the same keys have in common
     * @throws ConfigurationException if the keys cannot be used
     */
    public SourcedTicketKeys(SessionTicketKeySource source, byte[] scope) throws ConfigurationException {
        try {
            this.supplier = source.keys(scope.clone());
            this.read = Read.of(this.supplier.get());
        } catch (ConfigurationException e) {
            throw e.concerning(source);
        }
    }

    /** Keys that cannot be used leave those of before in use. */
    @Override
    public List<TicketKey> current() {
        var supplied = this.supplier.get();
        var known = this.read;
        return (supplied == known.supplied()) ? known.keys() : readAgain(supplied);
    }

    private synchronized List<TicketKey> readAgain(List<SessionTicketKey> supplied) {
        var known = this.read;
        if (supplied != known.supplied()) {
            known = readOrKeep(supplied, known.keys());
            this.read = known;
        }
        return known.keys();
    }

    private static Read readOrKeep(List<SessionTicketKey> supplied, List<TicketKey> before) {
        try {
            return Read.of(supplied);
        } catch (ConfigurationException unusable) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the session ticket keys of before stay in use: {0}",
                    unusable.getMessage());
            return new Read(supplied, before);
        }
    }
}
