package io.unifiedtls.openssl.internal.ffm;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.Inspection;
import io.unifiedtls.internal.context.ServerEngineFactory;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.internal.context.SessionIdContext;
import io.unifiedtls.internal.context.TicketKey;
import io.unifiedtls.internal.context.TicketKeys;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a server. */
final class OpenSslServerEngineFactory implements ServerEngineFactory {

    private final Endpoint endpoint;

    private volatile TicketKeys ticketKeys;

    OpenSslServerEngineFactory(ServerEngineParameters setup, Ciphers ciphers) throws ConfigurationException {
        var scope = SessionIdContext.of(setup, "openssl");
        this.ticketKeys = TicketKeys.of(setup, scope);
        this.endpoint = Endpoint.of(setup, ciphers, scope, () -> this.ticketKeys);
    }

    @Override
    public SSLEngine create() {
        return new OpenSslEngine(this.endpoint, null, -1, Optional.empty());
    }

    @Override
    public Optional<Inspection.TicketKeys> ticketKeys() {
        return Optional.of(this.ticketKeys.inspection());
    }

    @Override
    public SessionSource sessions() {
        return this.endpoint;
    }

    @Override
    public void use(List<TicketKey> keys) {
        this.ticketKeys = () -> keys;
    }
}
