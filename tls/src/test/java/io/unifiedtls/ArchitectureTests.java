package io.unifiedtls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The design of the packages as a test. */
@Tag("any-jdk")
class ArchitectureTests {

    private static final DescribedPredicate<JavaClass> CALLED_BY_FACTORIES = DescribedPredicate.describe(
            "are called by factories of the API",
            type -> Set.of(
                            "ServerNames",
                            "CertificateFields",
                            "ClientHelloFields",
                            "CertificateDer",
                            "CertificateReader",
                            "CertificateFetcher",
                            "EngineErrors",
                            "TrustStores",
                            "SecretText")
                    .contains(type.getSimpleName()));

    private static final String API = "io.unifiedtls";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/authority/") && !location.contains("test-authority"))
            .importPackages(API);

    /** From the top; a package may use those below it that its line names. */
    @Test
    void packagesPointOneWay() {
        layers("jsse", "context", "ondemand", "javax", "socket", "buffer", "trust", "engine", "sni", "material")
                .whereLayer("jsse")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("context")
                .mayOnlyBeAccessedByLayers("jsse")
                .whereLayer("ondemand")
                .mayOnlyBeAccessedByLayers("context")
                .whereLayer("javax")
                .mayOnlyBeAccessedByLayers("context")
                .whereLayer("socket")
                .mayOnlyBeAccessedByLayers("context", "javax")
                .whereLayer("buffer")
                .mayOnlyBeAccessedByLayers("context", "javax", "socket")
                .whereLayer("trust")
                .mayOnlyBeAccessedByLayers("context")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("jsse", "context", "javax", "socket", "buffer", "trust")
                .whereLayer("sni")
                .mayOnlyBeAccessedByLayers("context", "ondemand", "engine")
                .whereLayer("material")
                .mayOnlyBeAccessedByLayers("context", "ondemand", "trust", "engine", "sni")
                .check(CLASSES);
    }

    /** Everybody may use these, and they use none of the others. */
    @Test
    void whatEverybodyUsesUsesNobody() {
        for (var name : List.of("record", "x509", "text")) {
            noClasses()
                    .that()
                    .resideInAPackage(API + ".internal." + name)
                    .should()
                    .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(API + ".internal..")
                            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                    API + ".internal." + name, API + ".internal.text"))))
                    .check(CLASSES);
        }
    }

    private static LayeredArchitecture layers(String... names) {
        var architecture = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(API + "..");
        for (var name : names) {
            architecture = architecture.layer(name).definedBy(API + ".internal." + name, API + "." + name);
        }
        // What the API may know of the inside is a rule of its own.
        return architecture.ignoreDependency(
                JavaClass.Predicates.resideInAPackage(API), JavaClass.Predicates.resideInAPackage(API + ".internal.."));
    }

    @Test
    void theApiKnowsWhatItsFactoriesCallAndNothingElseThatIsInternal() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(API + ".internal..")
                        .and(DescribedPredicate.not(CALLED_BY_FACTORIES)))
                .check(CLASSES);
    }

    @Test
    void anImplementationHasOnePublicClassAndOneForEachOtherLibrary() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(API + ".jsse"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "JsseImplementation", "ConscryptImplementation", "BouncyCastleImplementation");
    }

    @Test
    void noPublicSignatureNamesWhatIsInternal() {
        var offenders = CLASSES.stream()
                .filter(type -> !type.getPackageName().contains(".internal"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMembers().stream())
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(member ->
                        signature(member).anyMatch(type -> type.getPackageName().contains(".internal")))
                .map(JavaMember::getFullName);

        assertThat(offenders).isEmpty();
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        return (member instanceof JavaMethod method)
                ? Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                : Stream.empty();
    }

    @Test
    void nothingButTheJdkIsUsed() {
        classes()
                .that()
                .haveNameNotMatching(".*\\.(Conscrypt|BouncyCastle)Implementation.*")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        API + "..", "java..", "javax.net..", "javax.crypto..", "javax.security..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void nothingIsLoggedPastSystemLogger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void nothingIsSerializedOrLookedUpInSecret() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..", "com.sun..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(CLASSES);
    }

    @Test
    void noProviderIsRegisteredAndOnlyPreciseAlertsLookIntoTheJdk() {
        noClasses()
                .should()
                .beAssignableTo(Provider.class)
                .orShould()
                .callMethod(Security.class, "addProvider", Provider.class)
                .orShould()
                .callMethod(Security.class, "insertProviderAt", Provider.class, int.class)
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveSimpleName("PreciseAlerts")
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("(try)?[sS]etAccessible")))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        var packages = new TreeSet<String>();
        CLASSES.forEach(type -> packages.add(type.getPackageName()));

        assertThat(packages).contains(API, API + ".jsse", API + ".internal.sni");
        for (var name : packages) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        var vague = List.of("Util", "Utils", "Helper", "Impl", "Manager", "Handler");
        var offenders = CLASSES.stream()
                .filter(type -> !type.isAnonymousClass())
                .filter(type -> vague.stream().anyMatch(type.getSimpleName()::endsWith)
                        || type.getSimpleName().startsWith("Abstract")
                        || type.getSimpleName().startsWith("Generic"))
                .filter(type -> !type.isAssignableTo(KeyManager.class) && !type.isAssignableTo(TrustManager.class))
                .map(JavaClass::getName);

        assertThat(offenders).isEmpty();
    }
}
