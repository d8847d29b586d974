package io.unifiedtls.autoconfigure.actuate;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.TlsContexts;

/** {@link EnableAutoConfiguration Auto-configuration} for the info of TLS contexts. */
@AutoConfiguration(after = TlsActuatorAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(TlsContexts.class)
public final class TlsInfoAutoConfiguration {

    TlsInfoAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledInfoContributor("tls")
    @ConditionalOnMissingBean
    TlsInfoContributor tlsInfoContributor(TlsContexts contexts) {
        return new TlsInfoContributor(contexts);
    }
}
