package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.internal.record.InvalidRecords;
import io.unifiedtls.internal.record.RecordFault;

/** What a connection needs of the library behind its engine, beyond what an {@link SSLEngine} has. Thread-safe. */
public interface EngineLibrary {

    /** The label of {@code tls-exporter} (RFC 9266, section 2). */
    String CHANNEL_BINDING_LABEL = "EXPORTER-Channel-Binding";

    /** The length of {@code tls-exporter} in bytes. */
    int CHANNEL_BINDING_BYTES = 32;

    /** Returns a record with a fault that the library refuses with the right alert, or with the best one it knows. */
    default ByteBuffer invalidRecord(RecordFault fault) {
        return InvalidRecords.with(fault);
    }

    /**
     * Exports keying material of a connection whose handshake is complete (RFC 5705; RFC 8446, section 7.5).
     *
     * @param engine an engine of the library itself
     * @return empty if the library cannot
     */
    default Optional<byte[]> exportKeyingMaterial(SSLEngine engine, String label, Optional<byte[]> context, int length)
            throws SSLException {
        return Optional.empty();
    }

    /**
     * Returns a channel binding of a connection whose handshake is complete, of a type that depends on its keys.
     *
     * @param engine an engine of the library itself
     * @return empty if the library does not have it
     */
    default Optional<byte[]> channelBinding(SSLEngine engine, ChannelBinding type) throws SSLException {
        return (type == ChannelBinding.TLS_EXPORTER)
                ? exportKeyingMaterial(engine, CHANNEL_BINDING_LABEL, Optional.of(new byte[0]), CHANNEL_BINDING_BYTES)
                : Optional.empty();
    }
}
