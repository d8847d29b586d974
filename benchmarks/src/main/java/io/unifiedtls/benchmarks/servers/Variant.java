package io.unifiedtls.benchmarks.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.unifiedtls.benchmarks.app.BenchmarkApplication;

/**
 * One way to serve the application.
 *
 * @param server the web server
 * @param name what carries TLS out
 * @param without what is not on its class path, as it would not be without the others
 * @param arguments the properties that choose it
 */
record Variant(String server, String name, Pattern without, List<String> arguments) {

    static final String TOMCAT = "Tomcat";

    static final String NETTY = "Netty";

    static final String HTTP = "plain HTTP";

    static final String BOOT = "Spring Boot's SSL bundle";

    private static final String ALWAYS = "jmh|jopt|commons-math|jetty|bcp|bcutil|bcprov|unified-tls-test";

    private static final String STARTER = "unified-tls|conscrypt|tcnative|ayza";

    static Variant http(String server) {
        return of(server, HTTP, STARTER, List.of());
    }

    static Variant boot(String server, ServerFiles files) {
        return of(server, BOOT, STARTER, bundles(files, 1));
    }

    static Variant ayza(String server, ServerFiles files) {
        var properties = server.equals(TOMCAT)
                ? List.of("benchmark.ayza-tomcat=" + files.keyStore())
                : List.of("benchmark.ayza=" + files.keyStore(), "server.ssl.bundle=ayza");
        return of(server, "ayza", "unified-tls|conscrypt|tcnative", properties);
    }

    /** Boot's own TLS with BoringSSL on the class path, which Reactor Netty takes then. */
    static Variant bootWithTcnative(ServerFiles files) {
        return of(NETTY, BOOT + ", with netty-tcnative", "unified-tls|conscrypt|ayza", bundles(files, 1));
    }

    static Variant ours(String server, ServerFiles files, String implementation) {
        return of(server, "ours, " + implementation, others(implementation), chains(files, implementation, 1));
    }

    /** Three certificates, with Boot's own TLS. */
    static Variant bootWithThree(ServerFiles files) {
        return of(TOMCAT, BOOT, STARTER, bundles(files, ServerFiles.NAMES.size()));
    }

    /** Three certificates, with ours. */
    static Variant oursWithThree(ServerFiles files, String implementation) {
        return of(
                TOMCAT,
                "ours, " + implementation,
                others(implementation),
                chains(files, implementation, ServerFiles.NAMES.size()));
    }

    /** Returns the same for many connections: with room for them, and HTTP/2. */
    Variant forManyConnections() {
        var more = new ArrayList<>(this.arguments);
        more.add("--server.tomcat.max-connections=20000");
        more.add("--server.tomcat.accept-count=1000");
        more.add("--server.tomcat.keep-alive-timeout=600s");
        more.add("--server.http2.enabled=true");
        return new Variant(this.server, this.name, this.without, more);
    }

    /** Returns what starts it with a heap of this size, such as {@code 2g}. */
    List<String> command(String heap) {
        return command().stream()
                .map(argument -> argument.startsWith("-Xmx") ? "-Xmx" + heap : argument)
                .toList();
    }

    private static String others(String implementation) {
        return switch (implementation) {
            case "conscrypt" -> "boringssl|tcnative|ayza";
            case "jsse" -> "boringssl|tcnative|conscrypt|ayza";
            default -> "conscrypt|ayza";
        };
    }

    private static List<String> bundles(ServerFiles files, int count) {
        var properties = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var keyStore = "spring.ssl.bundle.pem.b%d.keystore.".formatted(i);
            properties.add(keyStore + "certificate=file:" + files.combined(i));
            properties.add(keyStore + "private-key=file:" + files.combined(i));
            if (i > 0) {
                var byName = "server.ssl.server-name-bundles[%d].".formatted(i - 1);
                properties.add(byName + "server-name=" + ServerFiles.NAMES.get(i));
                properties.add(byName + "bundle=b" + i);
            }
        }
        properties.add("server.ssl.bundle=b0");
        return properties;
    }

    private static List<String> chains(ServerFiles files, String implementation, int count) {
        var properties = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            properties.add(
                    "tls.servers.web.certificate-chains[%d].certificate=file:%s".formatted(i, files.combined(i)));
        }
        properties.add("tls.implementation=" + implementation);
        return properties;
    }

    private static Variant of(String server, String name, String without, List<String> properties) {
        var otherServer = server.equals(TOMCAT)
                ? "reactor-netty|webflux|boot-netty"
                        // Tomcat needs Netty for BoringSSL alone
                        + (without.contains("tcnative") ? "|netty" : "")
                : "tomcat|webmvc|boot-servlet";
        var arguments = new ArrayList<String>();
        arguments.add("--server.port=0");
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--server.tomcat.max-keep-alive-requests=-1");
        arguments.add("--spring.main.banner-mode=off");
        properties.forEach(property -> arguments.add("--" + property));
        return new Variant(
                server, name, Pattern.compile(ALWAYS + "|" + without + "|" + otherServer), List.copyOf(arguments));
    }

    /** Whether it speaks TLS. */
    boolean isTls() {
        return !this.name.equals(HTTP);
    }

    /** Returns what starts it. */
    List<String> command() {
        var command = java(classPath(this.without));
        command.add(BenchmarkApplication.class.getName());
        command.addAll(this.arguments);
        return command;
    }

    /** Returns the beginning of a command for a Java program. */
    static List<String> java(String classPath) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Djava.security.egd=file:/dev/urandom",
                "--add-opens",
                "java.base/sun.security.ssl=ALL-UNNAMED",
                "-cp",
                classPath));
    }

    private static String classPath(Pattern without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || !without.matcher(Path.of(entry).getFileName().toString())
                                .find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
