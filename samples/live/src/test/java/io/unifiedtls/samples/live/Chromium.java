package io.unifiedtls.samples.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page in a headless Chromium, driven by the DevTools protocol. It trusts one certificate, and reaches nothing but
 * this machine. It ends with the test, and at the latest with this virtual machine.
 */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;

    private final WebSocket socket;

    private final AtomicInteger lastCommand = new AtomicInteger();

    private final Map<Integer, CompletableFuture<JsonNode>> commands = new ConcurrentHashMap<>();

    private final List<String> problems = new CopyOnWriteArrayList<>();

    /**
     * Starts a browser.
     *
     * @param directory for its profile
     * @param trusted the only certificate that it accepts
     */
    Chromium(Path directory, X509Certificate trusted) throws Exception {
        var log = directory.resolve("chromium.log");
        this.process = new ProcessBuilder(commandLine(directory, trusted))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        var port = Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    if (!this.process.isAlive()) {
                        throw new IllegalStateException(Files.readString(log));
                    }
                })
                .until(() -> firstLine(directory.resolve("DevToolsActivePort")), line -> !line.isEmpty());
        var http = HttpClient.newHttpClient();
        this.socket = http.newWebSocketBuilder()
                .buildAsync(page(http, port), new Messages())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (var domain : List.of("Page", "Runtime", "Log")) {
            send(domain + ".enable", Map.of());
        }
    }

    private static List<String> commandLine(Path directory, X509Certificate trusted) throws Exception {
        var key = MessageDigest.getInstance("SHA-256")
                .digest(trusted.getPublicKey().getEncoded());
        var line = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--ignore-certificate-errors-spki-list=" + Base64.getEncoder().encodeToString(key),
                "--user-data-dir=" + directory,
                "--remote-debugging-port=0"));
        // its sandbox needs a user other than root
        if (System.getProperty("user.name").equals("root")) {
            line.add("--no-sandbox");
        }
        line.add("about:blank");
        return line;
    }

    private static String firstLine(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).lines().findFirst().orElse("") : "";
    }

    private static URI page(HttpClient http, String port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/json/list".formatted(port)));
        var targets = JsonMapper.shared()
                .readTree(http.send(request.build(), BodyHandlers.ofString()).body());
        return targets.valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asString()))
                .findFirst()
                .orElseThrow();
    }

    /** Opens an address, and waits for its scripts to run. */
    void open(String address) {
        send("Page.navigate", Map.of("url", address));
        await("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /** Evaluates an expression of JavaScript. */
    JsonNode evaluate(String expression) {
        var result = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException("%s: %s".formatted(expression, result.path("exceptionDetails")));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression of JavaScript is true. */
    void await(String expression) {
        Awaitility.await(expression)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> evaluate(expression).asBoolean(false));
    }

    /** Clicks in the middle of the first element that a selector matches, as a person does with the mouse. */
    void click(String selector) {
        var position = evaluate("""
                (() => {
                    const element = document.querySelector('%s');
                    element.scrollIntoView({ block: 'center', behavior: 'instant' });
                    const box = element.getBoundingClientRect();
                    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
                })()""".formatted(selector));
        for (var type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            position.path("x").asDouble(),
                            "y",
                            position.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Sets the size of the window, and the color scheme: {@code light} or {@code dark}. */
    void resize(int width, int height, String scheme) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Returns what is visible, as PNG. */
    byte[] screenshot() {
        var image = send("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(image.path("data").asString());
    }

    /**
     * Returns and forgets errors of scripts, and what the console shows as an error, such as violations of the policy.
     */
    List<String> takeProblems() {
        var taken = List.copyOf(this.problems);
        this.problems.removeAll(taken);
        return taken;
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        var id = this.lastCommand.incrementAndGet();
        var result = new CompletableFuture<JsonNode>();
        this.commands.put(id, result);
        var command = JsonMapper.shared().writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        this.socket.sendText(command, true).join();
        return result.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void receive(JsonNode message) {
        if (message.has("id")) {
            var result = this.commands.remove(message.path("id").asInt());
            if (message.has("error")) {
                result.completeExceptionally(new IllegalStateException(message.toString()));
            } else {
                result.complete(message.path("result"));
            }
            return;
        }
        var parameters = message.path("params");
        var isProblem = switch (message.path("method").asString()) {
            case "Runtime.exceptionThrown" -> true;
            case "Runtime.consoleAPICalled" ->
                parameters.path("type").asString().equals("error");
            case "Log.entryAdded" ->
                parameters.path("entry").path("level").asString().equals("error");
            default -> false;
        };
        if (isProblem) {
            this.problems.add(parameters.toString());
        }
    }

    /** Joins the parts of a message. */
    private final class Messages implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            this.text.append(part);
            if (last) {
                var message = this.text.toString();
                this.text.setLength(0);
                receive(JsonMapper.shared().readTree(message));
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    @Override
    public void close() {
        this.socket.abort();
        kill();
        this.process.onExit().join();
    }

    private void kill() {
        this.process.descendants().forEach(ProcessHandle::destroyForcibly);
        this.process.destroyForcibly();
    }
}
