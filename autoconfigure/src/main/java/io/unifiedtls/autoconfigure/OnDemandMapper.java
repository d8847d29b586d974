package io.unifiedtls.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Makes directories and sources of certificate chains from properties. */
final class OnDemandMapper {

    private final LocationResolver locations;

    private final ListableBeanFactory beans;

    OnDemandMapper(LocationResolver locations, ListableBeanFactory beans) {
        this.locations = locations;
        this.beans = beans;
    }

    /** Checks that a server has certificates, and a default one if it needs that. */
    static void checkChains(TlsProperties.Server server, String entry) {
        if (!server.certificateChains().isEmpty()) {
            return;
        }
        var chains = entry + ".certificate-chains";
        if (server.certificateDirectory() == null && server.source() == null) {
            throw new TlsConfigurationException(
                    entry,
                    "no certificate-chains are set; a server needs at least one",
                    "Add a certificate with its key:",
                    Snippet.chain(chains + "[0]"));
        }
        checkDefault(server.unknownServerName(), entry + ".unknown-server-name", chains);
        checkDefault(server.absentServerName(), entry + ".absent-server-name", chains);
    }

    private static void checkDefault(@Nullable ServerNamePolicy policy, String property, String chains) {
        if (policy == ServerNamePolicy.USE_DEFAULT) {
            throw new TlsConfigurationException(
                    property,
                    "no certificate-chains are set, so the default certificate chain is missing",
                    "Remove it, or add the default certificate with its key:",
                    Snippet.chain(chains + "[0]"));
        }
    }

    void add(TlsProperties.Server server, TlsServerConfiguration.Builder builder, PropertyOrigins settings) {
        if (server.certificateDirectory() != null) {
            builder.certificateDirectory(
                    directory(server.certificateDirectory(), settings.entry() + ".certificate-directory", settings));
        }
        if (server.source() != null) {
            var property = settings.entry() + ".source";
            builder.signingChainSource(settings.put(source(server.source(), property), property));
        }
    }

    private CertificateDirectory directory(
            TlsProperties.Directory directory, String property, PropertyOrigins settings) {
        var name = property + ".location";
        if (directory.location() == null) {
            throw new TlsConfigurationException(
                    name, "the location is missing", "Specify the directory:", Snippet.of(name, "file:/etc/tls/sites"));
        }
        var mapped = CertificateDirectory.of(this.locations.path(name, directory.location()))
                .withNames(directory.names());
        return settings.put(
                (directory.index() == null)
                        ? mapped
                        : mapped.withIndex(this.locations.path(property + ".index", directory.index())),
                name,
                directory.location());
    }

    private SigningChainSource source(String beanName, String property) {
        var names = this.beans.getBeanNamesForType(SigningChainSource.class);
        if (!this.beans.containsBean(beanName) || !this.beans.isTypeMatch(beanName, SigningChainSource.class)) {
            throw new TlsConfigurationException(
                    property,
                    "a bean of type SigningChainSource named '%s' could not be found. Available: %s"
                            .formatted(beanName, (names.length == 0) ? "none" : String.join(", ", names)),
                    remedy(beanName, names),
                    (names.length == 0 && isCertificateStore(beanName))
                            ? Snippet.of("tls.certificate-store.type", "jdbc")
                            : Snippet.of(property, (names.length == 0) ? "tenantCertificates" : names[0]));
        }
        return this.beans.getBean(beanName, SigningChainSource.class);
    }

    private static String remedy(String beanName, String[] names) {
        if (names.length > 0) {
            return "Use the name of the bean:";
        }
        return isCertificateStore(beanName)
                ? "Configure the certificate store, whose bean is named certificateStore:"
                : "Define a bean of this type, and use its name:";
    }

    private static boolean isCertificateStore(String beanName) {
        return beanName.equalsIgnoreCase("certificateStore");
    }
}
