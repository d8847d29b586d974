package io.unifiedtls.autoconfigure.jfr;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the events {@code io.unifiedtls.Handshake} and
 * {@code io.unifiedtls.Reload} of the JDK's flight recorder, whose module a JDK may lack.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass(name = "jdk.jfr.Event")
@ConditionalOnBean(TlsContexts.class)
public final class TlsFlightRecorderAutoConfiguration {

    TlsFlightRecorderAutoConfiguration() {}

    @Bean
    FlightRecording tlsFlightRecording() {
        return new FlightRecording();
    }
}
