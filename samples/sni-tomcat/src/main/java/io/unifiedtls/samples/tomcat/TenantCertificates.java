package io.unifiedtls.samples.tomcat;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;

// tag::source[]
/** Finds the certificates of the tenants' host names. */
@Component
@Profile("tenants")
class TenantCertificates implements SigningChainSource {

    private final TenantRepository tenants;

    TenantCertificates(TenantRepository tenants) {
        this.tenants = tenants;
    }

    @Override
    public Answer find(String serverName) {
        return this.tenants
                .findByHostName(serverName)
                .map(tenant -> Answer.found(SigningChain.of(
                        TlsCertificate.fromBuffer(tenant.certificate()),
                        TlsPrivateKey.fromBuffer(tenant.privateKey()))))
                .orElse(Answer.unknown());
    }
}
// end::source[]
