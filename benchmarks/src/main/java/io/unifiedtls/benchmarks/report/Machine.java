package io.unifiedtls.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.netty.handler.ssl.OpenSsl;
import io.netty.util.Version;
import org.apache.catalina.util.ServerInfo;
import org.conscrypt.Conscrypt;
import org.springframework.boot.SpringBootVersion;

/** What was measured on; nothing that tells whose machine it is. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        var conscrypt = Conscrypt.version();
        var netty = Version.identify();
        return new Table("", "")
                .row("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores")
                .row("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .row("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"))
                .row("Spring Boot", String.valueOf(SpringBootVersion.getVersion()))
                .row("Tomcat", ServerInfo.getServerNumber())
                .row("Netty", Objects.requireNonNull(netty.get("netty-handler")).artifactVersion())
                .row("netty-tcnative", OpenSsl.versionString())
                .row("Conscrypt", "%d.%d.%d".formatted(conscrypt.major(), conscrypt.minor(), conscrypt.patch()))
                .row("nginx", nginx())
                .toString();
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static String nginx() {
        try {
            var process =
                    new ProcessBuilder("nginx", "-V").redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith("nginx version") || line.startsWith("built with"))
                    .map(line -> line.replaceFirst("nginx version: |built with ", "")
                            .replaceFirst(" +\\(.*", "")
                            .strip())
                    .reduce((first, second) -> first + ", " + second)
                    .orElse("unknown");
        } catch (IOException notInstalled) {
            return "not installed";
        }
    }
}
