package io.unifiedtls.autoconfigure;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.bundle.TlsSslBundle;
import io.unifiedtls.autoconfigure.client.JettyAlpnProcessor;
import io.unifiedtls.autoconfigure.client.KafkaEngineFactory;
import io.unifiedtls.autoconfigure.client.MariaDbTlsSocketPlugin;
import io.unifiedtls.autoconfigure.client.ReactorClientTls;
import io.unifiedtls.autoconfigure.client.TlsSocketFactory;
import io.unifiedtls.autoconfigure.observation.TlsHandshakeObservationContext;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.autoconfigure.shared.SharedTicketKeys;
import io.unifiedtls.autoconfigure.shared.StoredCertificate;
import io.unifiedtls.autoconfigure.shared.TicketKeyStore;
import io.unifiedtls.autoconfigure.validate.TlsValidation;

/** Which way the packages of the auto-configuration point, and what of it is public. */
@Tag("any-jdk")
class ArchitectureTests {

    private static final String ROOT = "io.unifiedtls.autoconfigure";

    private static final String DIAGNOSTICS = ROOT + ".diagnostics";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesPointOneWay() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(not(resideInAPackage(DIAGNOSTICS))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(DIAGNOSTICS)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(DIAGNOSTICS))))
                .check(CLASSES);
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyWebServersKnowTheEnginesBehindTheApi() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.unifiedtls.internal..")
                        .and(not(resideInAnyPackage(
                                "io.unifiedtls.internal.engine",
                                "io.unifiedtls.internal.context",
                                "io.unifiedtls.internal.ondemand",
                                "io.unifiedtls.internal.record",
                                "io.unifiedtls.internal.sni",
                                "io.unifiedtls.internal.text"))))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.unifiedtls.jsse..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".web..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.unifiedtls.internal..")
                        .and(not(resideInAPackage("io.unifiedtls.internal.text")))
                        // which reloads several contexts at once, and what they load on demand
                        .and(not(nameMatching("io\\.unifiedtls\\.internal\\.context\\.Reloads(\\$.*)?")))
                        .and(not(nameMatching("io\\.unifiedtls\\.internal\\.context\\.OnDemand")))
                        // which explains contexts to people
                        .and(not(nameMatching(
                                "io\\.unifiedtls\\.internal\\.context\\.(Inspection|ResolvedSettings)(\\$.*)?")))
                        .and(not(nameMatching("io\\.unifiedtls\\.internal\\.context\\.SystemTrustCheck")))
                        .and(not(nameMatching("io\\.unifiedtls\\.internal\\.sni\\.CertificateSelector\\$Verdict")))
                        // for clients that expect other exceptions
                        .and(not(nameMatching("io\\.unifiedtls\\.internal\\.engine\\.DelegatingEngine")))
                        // for clients with a TLS library of their own
                        .and(not(nameMatching("io\\.unifiedtls\\.internal\\.context\\.LiveManagers")))
                        .and(not(resideInAPackage("io.unifiedtls.internal.ondemand"))))
                .check(CLASSES);
    }

    @Test
    void whatIsOptionalStaysInThePackageItIsFor() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.micrometer..",
                        "org.apache.catalina..",
                        "org.eclipse.jetty..",
                        "io.netty..",
                        "reactor..",
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "org.springframework.boot.web..",
                        "org.springframework.boot.test..",
                        "org.springframework.boot.actuate..")
                .check(CLASSES);
    }

    @Test
    void oneClassMakesCertificates() {
        noClasses()
                .that(not(belongToAnyOf(SelfSignedCertificate.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(CLASSES);
    }

    @Test
    void onlyWhatUsersNeedIsPublic() {
        classes()
                .that(not(isAutoConfiguration()))
                .and(not(belongToAnyOf(TlsContexts.class, TlsReloadEvent.class, WebServerTls.class)))
                // implemented by applications, and asked by health
                .and(not(belongToAnyOf(TicketKeyStore.class, SharedTicketKeys.class)))
                // called by applications that put certificates, and by the endpoint
                .and(not(belongToAnyOf(CertificateStore.class, StoredCertificate.class)))
                // seen by conventions, predicates and filters of applications
                .and(not(belongToAnyOf(TlsHandshakeObservationContext.class)))
                // shared by all packages, for reports
                .and(not(resideInAPackage(DIAGNOSTICS)))
                .and(not(resideInAPackage(ROOT + ".inspection")))
                // run by people and build tools
                .and(not(belongToAnyOf(TlsValidation.class)))
                // shown by validation
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".StartWarnings")
                // shown by the endpoint
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".ImplementationChoices")
                // called by the watch of files
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".ContextReloader")
                // shared by the web servers
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".EmbeddedServers")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.WebServerTlsCustomizer")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.AlpnCheck")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.HttpsRedirect")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.RedirectLifecycle")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.RedirectServer")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.VulnerableVersion")
                // named by applications and their URLs
                .and(not(belongToAnyOf(
                        TlsSslBundle.class,
                        ReactorClientTls.class,
                        TlsSocketFactory.class,
                        KafkaEngineFactory.class,
                        MariaDbTlsSocketPlugin.class,
                        JettyAlpnProcessor.class)))
                // loaded by Tomcat
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".web.tomcat.TlsNioProtocol")
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .check(CLASSES);
    }

    @Test
    void anAutoConfigurationIsPublicAndNothingInIt() {
        classes()
                .that(isAutoConfiguration())
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
        constructors()
                .that()
                .areDeclaredInClassesThat(isAutoConfiguration())
                .should()
                .bePackagePrivate()
                .check(CLASSES);
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isAutoConfiguration() {
        return annotatedWith(AutoConfiguration.class).forSubtype();
    }
}
