package io.unifiedtls.openssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.unifiedtls.TlsImplementation;
import io.unifiedtls.openssl.internal.SystemLibrary;

/** That an application on a JDK without the Foreign Function &amp; Memory API continues, and is told why. */
class OlderJdkTests {

    /** Of the class files of JDK 17. */
    private static final int JDK_17 = 61;

    @Test
    void loadsOnlyClassesThatJdk17Reads() throws Exception {
        var classes = List.of(
                OpenSslImplementation.class,
                SystemLibrary.class,
                loader("LibraryLoader"),
                loader("LibraryLoader$Absent"));

        for (var type : classes) {
            assertThat(version(type)).as(type.getName()).isLessThanOrEqualTo(JDK_17);
        }
        assertThat(version(loader("ffm.OpenSslLibrary"))).isGreaterThan(JDK_17);
    }

    private static Class<?> loader(String name) throws ClassNotFoundException {
        return Class.forName("io.unifiedtls.openssl.internal." + name);
    }

    private static int version(Class<?> type) throws IOException {
        try (var file = new DataInputStream(type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class"))) {
            file.readInt();
            file.readUnsignedShort();
            return file.readUnsignedShort();
        }
    }

    /** On a JDK 17 if there is one, or else in this JVM, by what the loader says for that version. */
    @Test
    void saysThatItNeedsANewerJdk() throws Exception {
        var jdk17 = jdk17();

        var told = jdk17.isPresent() ? run(jdk17.get()) : LibraryTelling.on(17);

        assertThat(told)
                .contains("TLS implementation openssl is not available: it needs JDK 22 or newer; this is JDK 17;"
                        + " present: [jsse]");
    }

    private static Optional<Path> jdk17() throws IOException {
        var homes = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(homes)) {
            return Optional.empty();
        }
        try (var all = Files.list(homes)) {
            return all.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(OlderJdkTests::isJdk17)
                    .findFirst();
        }
    }

    private static boolean isJdk17(Path home) {
        try (var lines = Files.lines(home.resolve("release"))) {
            return lines.anyMatch(line -> line.startsWith("JAVA_VERSION=\"17."));
        } catch (IOException notAJdk) {
            return false;
        }
    }

    private static String run(Path home) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-cp"));
        command.add(classPath());
        command.addAll(List.of("-Dunavailable=openssl", home.resolve("Main").toString()));
        command.set(
                command.size() - 1,
                Files.writeString(Files.createTempDirectory("jdk17").resolve("Main.java"), """
                import io.unifiedtls.TlsImplementation;

                public class Main {
                    public static void main(String[] arguments) throws Exception {
                        System.out.println(TlsImplementation.present().get(0).name());
                        try {
                            TlsImplementation.named(System.getProperty("unavailable"));
                        } catch (io.unifiedtls.ConfigurationException refusal) {
                            System.out.println(refusal.getMessage());
                        }
                    }
                }
                """)
                        .toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String classPath() throws Exception {
        return Stream.of(TlsImplementation.class, OpenSslImplementation.class)
                .map(type -> Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .reduce((first, second) -> first + File.pathSeparator + second)
                .orElseThrow();
    }

    /** What the loader says for a version of the JDK. */
    private static final class LibraryTelling {

        static String on(int jdk) throws Exception {
            var load = loader("LibraryLoader").getDeclaredMethod("load", int.class);
            load.setAccessible(true);
            var reason =
                    ((SystemLibrary) load.invoke(null, jdk)).unavailability().orElseThrow();
            return "TLS implementation openssl is not available: %s; present: [jsse]".formatted(reason);
        }
    }
}
