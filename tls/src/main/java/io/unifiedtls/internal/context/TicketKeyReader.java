package io.unifiedtls.internal.context;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.internal.material.MaterialReader;

/** Reads the session ticket keys of a server. */
public final class TicketKeyReader {

    /** The length with which nginx uses AES-256. */
    private static final int AES_256_LENGTH = 80;

    private TicketKeyReader() {}

    /**
     * Reads keys, in the same order.
     *
     * @throws ConfigurationException if one cannot be read, is not a key, or has the name of another one
     */
    public static List<TicketKey> read(List<SessionTicketKey> keys) throws ConfigurationException {
        var read = new ArrayList<TicketKey>();
        var sources = new HashMap<ByteBuffer, String>();
        for (var key : keys) {
            try {
                var ticketKey = read(key);
                // A server finds the key of a ticket by its name.
                var same = sources.putIfAbsent(
                        ByteBuffer.wrap(ticketKey.name()), key.source().toString());
                if (same != null) {
                    throw new ConfigurationException(
                            "the session ticket keys in %s and %s have the same name, their first 16 bytes; remove one, or create another one with: openssl rand 48"
                                    .formatted(same, key.source()));
                }
                read.add(ticketKey);
            } catch (ConfigurationException e) {
                throw e.concerning(key);
            }
        }
        return List.copyOf(read);
    }

    private static TicketKey read(SessionTicketKey key) throws ConfigurationException {
        var bytes = MaterialReader.read(key.source());
        if (bytes.length == AES_256_LENGTH) {
            throw new ConfigurationException(
                    "the session ticket key in %s has 80 bytes, which is for AES-256; use a key of 48 bytes, created with: openssl rand 48"
                            .formatted(key.source()));
        }
        if (bytes.length != TicketKey.LENGTH) {
            throw new ConfigurationException(
                    "the session ticket key in %s has %d bytes instead of 48; create it with: openssl rand 48"
                            .formatted(key.source(), bytes.length));
        }
        return TicketKey.of(bytes);
    }
}
