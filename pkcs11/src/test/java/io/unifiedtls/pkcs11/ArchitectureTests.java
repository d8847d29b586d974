package io.unifiedtls.pkcs11;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.unifiedtls.internal.material.TokenReader;

@Tag("any-jdk")
class ArchitectureTests {

    private static final String HERE = "io.unifiedtls.pkcs11";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HERE);

    @Test
    void onlyTheReaderThatIsProvidedIsPublic() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.isNestedClass())
                        .map(JavaClass::getSimpleName))
                .containsExactly("Pkcs11TokenReader");
        assertThat(ServiceLoader.load(TokenReader.class)).singleElement().isInstanceOf(Pkcs11TokenReader.class);
    }

    @Test
    void nothingButTheJdkAndWhatReadsMaterialIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        HERE,
                        "io.unifiedtls",
                        "io.unifiedtls.internal.material",
                        "io.unifiedtls.internal.text",
                        "java..",
                        "javax.security.auth.login",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void thePackageIsNullMarked() throws Exception {
        assertThat(Class.forName(HERE + ".package-info").isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
