package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.ImplementationChoices;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.autoconfigure.shared.SharedTicketKeys;
import io.unifiedtls.autoconfigure.shared.TlsCertificateStoreAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoints {@code tls}, {@code tlshandshakes} and
 * {@code tlscertificates}. What they need to know of handshakes is only collected if they are exposed.
 */
@AutoConfiguration(after = {TlsActuatorAutoConfiguration.class, TlsCertificateStoreAutoConfiguration.class})
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(TlsContexts.class)
public final class TlsEndpointAutoConfiguration {

    TlsEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnAvailableEndpoint(TlsEndpoint.class)
    HandshakeCounts tlsHandshakeCounts() {
        return new HandshakeCounts();
    }

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    TlsEndpoint tlsEndpoint(
            TlsContexts contexts,
            ImplementationChoices choices,
            ReloadHistory reloads,
            HandshakeCounts handshakes,
            ObjectProvider<SharedTicketKeys> sharedKeys) {
        var clock = Clock.systemUTC();
        return new TlsEndpoint(contexts, new ContextDescriber(choices, reloads, handshakes, clock), sharedKeys, clock);
    }

    @Bean
    @ConditionalOnAvailableEndpoint(TlsHandshakesEndpoint.class)
    HandshakeJournal tlsHandshakeJournal(TlsJournalProperties properties) {
        return new HandshakeJournal(properties, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    TlsHandshakesEndpoint tlsHandshakesEndpoint(HandshakeJournal journal) {
        return new TlsHandshakesEndpoint(journal);
    }

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnBean(CertificateStore.class)
    @ConditionalOnMissingBean
    TlsCertificatesEndpoint tlsCertificatesEndpoint(CertificateStore store) {
        return new TlsCertificatesEndpoint(store);
    }
}
