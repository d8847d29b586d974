package io.unifiedtls.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;

/** {@link EnableAutoConfiguration Auto-configuration} for observations of the handshakes of clients. */
@AutoConfiguration(
        after = TlsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class TlsObservationAutoConfiguration {

    TlsObservationAutoConfiguration() {}

    @Bean
    HandshakeObservations tlsHandshakeObservations(ObjectProvider<ObservationRegistry> registry) {
        return new HandshakeObservations(registry::getObject);
    }
}
