package io.unifiedtls.samples.development;

import java.io.PrintStream;
import java.util.List;

/** The command lines that show what a sample can do, with the paths and the port of this one. */
public final class CommandLines {

    private final int port;

    private CommandLines(int port) {
        this.port = port;
    }

    /** Returns the command lines for a sample that listens on a port, in the order in which to try them. */
    public static List<CommandLine> forPort(int port) {
        return new CommandLines(port).all();
    }

    /** Prints the command lines for a sample that listens on a port. */
    public static void print(int port, PrintStream output) {
        output.printf("%nIn a browser (which does not trust the CA): https://localhost:%d/%n", port);
        for (var line : forPort(port)) {
            output.printf("%n# %s%n%s%n", line.shows(), line.command());
        }
        output.println();
    }

    private List<CommandLine> all() {
        return List.of(
                new CommandLine(
                        "www.shop.test has an ECDSA certificate, and HTTP/2",
                        curl("www.shop.test", "/"),
                        "(?s)CN=www.shop.test, EC.*TLSv1.3.*HTTP/2"),
                new CommandLine(
                        "… and an RSA certificate for clients that do not support ECDSA",
                        curl("www.shop.test", "/", "--tls-max 1.2 --ciphers ECDHE-RSA-AES256-GCM-SHA384"),
                        "(?s)CN=www.shop.test, RSA.*TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                new CommandLine(
                        "api.shop.test and admin.shop.test have their own certificates",
                        curl("api.shop.test", "/"),
                        "CN=api.shop.test, EC"),
                new CommandLine("… over HTTP/1.1", curl("admin.shop.test", "/", "--http1.1"), "(?s)CN=admin.*HTTP/1.1"),
                new CommandLine(
                        "*.tenants.shop.test matches every tenant",
                        curl("blue.tenants.shop.test", "/"),
                        "CN=\\*.tenants.shop.test, EC"),
                new CommandLine(
                        "an unknown name gets the default certificate, which the client refuses",
                        openssl("unknown.test", "-verify_hostname unknown.test"),
                        "(?s)CN = www.shop.test.*ostname mismatch"),
                new CommandLine(
                        "the wildcard certificate, with openssl",
                        openssl("red.tenants.shop.test", "-verify_hostname red.tenants.shop.test"),
                        "(?s)CN = \\*.tenants.shop.test.*Verification: OK"),
                new CommandLine(
                        "the RSA certificate, if the client does not offer ECDSA",
                        openssl("www.shop.test", "-sigalgs rsa_pss_rsae_sha256"),
                        "(?s)CN = www.shop.test.*Signature type: RSA-PSS"),
                new CommandLine(
                        "with a client certificate",
                        curl("www.shop.test", "/", clientCertificate("worker")),
                        "Client +CN=worker"),
                new CommandLine(
                        "… and with openssl",
                        "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -quiet -connect localhost:%d -servername www.shop.test -CAfile %s -cert %s -key %s"
                                .formatted(this.port, file("ca.pem"), file("worker.pem"), file("worker.key")),
                        "Client +CN=worker"),
                new CommandLine(
                        "the application calls itself over mutual TLS with the ClientContext \"shop\"",
                        curl("www.shop.test", "/call"),
                        "(?s)CN=worker.*CN=www.shop.test"),
                new CommandLine(
                        "a client certificate from another CA is refused",
                        curl("www.shop.test", "/", clientCertificate("stranger/stranger")),
                        "(?i)alert"),
                new CommandLine(
                        "a client whose cipher suite is not allowed is refused",
                        openssl("www.shop.test", "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256"),
                        "(?i)alert"),
                new CommandLine(
                        "all handshakes, and the reasons for failures",
                        curl("www.shop.test", "/actuator/metrics/tls.handshakes"),
                        "certificate_unknown_ca"),
                new CommandLine(
                        "… for Prometheus",
                        curl("www.shop.test", "/actuator/prometheus") + " | grep ^tls_",
                        "tls_handshakes_seconds_count\\{.*reason=\"no_shared_cipher\""));
    }

    private String curl(String host, String path) {
        return curl(host, path, "");
    }

    /** The name is not in DNS, so curl is told where the server is. */
    private String curl(String host, String path, String options) {
        return "curl -sS --cacert %s --connect-to ::localhost:%d %shttps://%s:%d%s"
                .formatted(file("ca.pem"), this.port, options.isEmpty() ? "" : options + " ", host, this.port, path);
    }

    private String openssl(String host, String options) {
        return "openssl s_client -brief -connect localhost:%d -servername %s -CAfile %s %s </dev/null"
                .formatted(this.port, host, file("ca.pem"), options);
    }

    private static String clientCertificate(String name) {
        return "--cert %s --key %s".formatted(file(name + ".pem"), file(name + ".key"));
    }

    /** In single quotes, since the path may have spaces in it. */
    private static String file(String name) {
        var path = ShopCertificates.DIRECTORY.resolve(name).toAbsolutePath().toString();
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'%s'".formatted(path.replace("'", "'\\''"));
    }
}
