package io.unifiedtls.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * What applications can call, as text: every public type of some packages, with its public and protected members.
 *
 * <p>The text is in the repository, so that a change of the API is a change of a file, made on purpose:
 * {@code -Dpublic-api.update} writes it.
 */
public final class PublicApi {

    private PublicApi() {}

    /** Asserts that the packages, without those below them, are as the file says. */
    public static void assertUnchanged(Path file, String... packages) throws IOException {
        var found = of(packages);
        if (System.getProperty("public-api.update") != null) {
            Files.write(file, found);
        }
        assertThat(found)
                .as(
                        "the public API; if it changes on purpose, run this test with -Dpublic-api.update and commit %s",
                        file)
                .isEqualTo(Files.readAllLines(file));
    }

    private static List<String> of(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(packages).stream()
                        .filter(type -> List.of(packages).contains(type.getPackageName()))
                        .map(JavaClass::reflect)
                        .filter(PublicApi::isVisible)
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .flatMap(PublicApi::lines)
                        .toList();
    }

    private static boolean isVisible(Class<?> type) {
        var outer = type.getDeclaringClass();
        return isVisible(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<String> lines(Class<?> type) {
        var lines = new ArrayList<String>();
        Stream.of(type.getDeclaredFields())
                .filter(PublicApi::isVisible)
                .map(Field::toGenericString)
                .forEach(lines::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(PublicApi::isVisible)
                .map(Constructor::toGenericString)
                .forEach(lines::add);
        Stream.of(type.getDeclaredMethods())
                .filter(PublicApi::isVisible)
                .map(Method::toGenericString)
                .forEach(lines::add);
        return Stream.concat(
                Stream.of(heading(type)),
                lines.stream()
                        .map(line ->
                                "    " + line.replace(type.getName() + ".", "").replace("java.lang.", ""))
                        .sorted());
    }

    private static boolean isVisible(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static String heading(Class<?> type) {
        var supertypes = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .map(java.lang.reflect.Type::getTypeName)
                .filter(name -> !name.equals("java.lang.Object"))
                .toList();
        // Only newer JDKs have it in the text.
        var declaration = type.toGenericString().replaceFirst("\\b(non-)?sealed ", "");
        return (type.isSealed() ? "sealed " : "")
                + declaration
                + (supertypes.isEmpty() ? "" : " : " + String.join(", ", supertypes));
    }
}
