package io.unifiedtls.samples.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.Side;
import io.unifiedtls.samples.test.Shell;

/**
 * The page in a browser. {@code -Dtest=LivePageTests -Dscreenshot.update=true} replaces the screenshot of the
 * documentation.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Tag("any-jdk")
class LivePageTests {

    /** The handshakes of a server name, as a JavaScript expression for their table bodies. */
    private static final String NAMED =
            "[...document.querySelectorAll('tbody')].filter(body => body.querySelector('.name')?.textContent.startsWith(%s))";

    private static final String HANDSHAKES = "Number(document.querySelector('#handshakes').textContent)";

    @LocalServerPort
    int port;

    @Autowired
    HandshakeFeed feed;

    private Relay relay;

    private Chromium page;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        this.relay = new Relay(this.port);
        this.page = new Chromium(directory, certificate("www-ecdsa"));
    }

    @AfterAll
    void stop() throws Exception {
        this.page.close();
        this.relay.close();
    }

    @BeforeEach
    void open() {
        this.page.resize(1280, 800, "light");
        this.page.open("https://localhost:%d/".formatted(this.relay.port()));
        this.page.await("document.querySelectorAll('#certificates li').length === 5");
    }

    @AfterEach
    void hasNoProblems() {
        // one test cuts connections, which the console may show in the next
        assertThat(this.page.takeProblems()).allMatch(problem -> problem.contains("net::ERR_CONNECTION"));
    }

    private static X509Certificate certificate(String name) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        Files.readAllBytes(LiveCertificates.DIRECTORY.resolve(name + ".pem"))));
    }

    private String openssl(String serverName, String options) {
        return Shell.run(
                "openssl s_client -connect localhost:%d -servername '%s' %s".formatted(this.port, serverName, options));
    }

    /** Waits for a handshake of a server name, and returns what its row shows. */
    private String row(String serverName) {
        var named = NAMED.formatted("'%s'".formatted(serverName));
        this.page.await(named + ".length > 0");
        return this.page.evaluate(named + "[0].rows[0].innerText").asString();
    }

    @Test
    void showsAHandshakeOfAClient() {
        openssl("legacy.shop.test", "-tls1_2");

        assertThat(row("legacy.shop.test").split("\\s*\t\\s*|\n"))
                .contains("web", "server", "success", "legacy.shop.test", "RSA 2048", "TLSv1.2", "no")
                .anyMatch(cell -> cell.startsWith("TLS_ECDHE_RSA_"))
                .anyMatch(cell -> cell.matches("[0-9.]+ ms"));
    }

    @Test
    void showsTheCertificateThatTheClientSupports() {
        openssl("WWW.shop.test", "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256");
        openssl("www.SHOP.test", "-tls1_3 -sigalgs rsa_pss_rsae_sha256");
        openssl("www.shop.TEST", "-tls1_3");

        assertThat(row("WWW.shop.test")).contains("RSA 2048");
        assertThat(row("www.SHOP.test")).contains("RSA 2048");
        assertThat(row("www.shop.TEST")).contains("ECDSA 256");
    }

    @Test
    void saysWhyAHandshakeFailedAndWhatToDo() {
        this.page.click("[data-example=\"unknown-name\"]");

        var client = NAMED.formatted("'unknown.test'") + ".find(body => body.innerText.includes('visitor'))";
        this.page.await("%s?.querySelector('.action a') != null".formatted(client));
        assertThat(this.page
                        .evaluate(client + ".querySelector('.message').textContent")
                        .asString())
                .startsWith("certificate hostname: the certificate is not for unknown.test");
        assertThat(this.page
                        .evaluate(client + ".querySelector('.action').textContent")
                        .asString())
                .isEqualTo("Connect using a name in the server's certificate; never disable the check. More");
        assertThat(this.page.evaluate(client + ".querySelector('a').href").asString())
                .endsWith("docs/handshake-failures.md#certificate_hostname");
        var server = NAMED.formatted("'unknown.test'") + ".find(body => body.innerText.includes('web'))";
        this.page.await("%s?.innerText.includes('unknown name')".formatted(server));
    }

    @Test
    void showsWhatAClientSentAsText() {
        openssl("<img src=x onerror=document.title=1>", "");

        assertThat(row("<img src=x")).contains("<img src=x onerror=document.title=1>");
        assertThat(this.page.evaluate("document.querySelectorAll('img').length").asInt())
                .isZero();
        assertThat(this.page.evaluate("document.title").asString()).isEqualTo("Handshakes, live");
    }

    @Test
    void opensTheDetailsOfAHandshake() {
        openssl("details.shop.test", "-alpn http/1.1");
        row("details.shop.test");
        var body = NAMED.formatted("'details.shop.test'") + "[0]";

        this.page.evaluate(body + ".rows[0].cells[3].id = 'clicked'");
        this.page.click("#clicked");

        this.page.await(body + ".querySelector('.details') !== null");
        assertThat(this.page
                        .evaluate(body + ".querySelector('.details').innerText")
                        .asString())
                .containsPattern("JA4\\s+t13d[0-9a-z_]+")
                .containsPattern("ALPN protocols offered\\s+http/1.1");
        assertThat(this.page
                        .evaluate(body + ".querySelector('button').ariaExpanded")
                        .asString())
                .isEqualTo("true");
        this.page.click("#clicked");
        this.page.await(body + ".querySelector('.details') === null");
    }

    @Test
    void pausesAndCatchesUp() {
        this.page.click("#pause");
        this.page.await("document.querySelector('#status').textContent === 'Paused'");

        openssl("paused.shop.test", "");
        assertThat(this.page
                        .evaluate(NAMED.formatted("'paused.shop.test'") + ".length")
                        .asInt())
                .isZero();

        this.page.click("#pause");
        row("paused.shop.test");
        assertThat(duplicates()).isZero();
    }

    @Test
    void saysHowManyHandshakesItHasMissed() {
        this.page.click("#pause");
        this.page.await("document.querySelector('#status').textContent === 'Paused'");

        for (var i = 0; i < HandshakeFeed.CAPACITY + 50; i++) {
            this.feed.succeeded(
                    HandshakeEvent.builder(Side.SERVER, "web", "jsse").build());
        }

        this.page.click("#pause");
        this.page.await("/^[1-9][0-9]* handshakes missed/.test(document.querySelector('#missed').innerText)");
        this.page.await("document.querySelectorAll('tbody').length === 200");
    }

    @Test
    void continuesAfterTheConnectionWasCutWithNothingTwice() throws Exception {
        openssl("before.shop.test", "");
        row("before.shop.test");

        this.relay.cut();
        openssl("meanwhile.shop.test", "");

        row("meanwhile.shop.test");
        this.page.await("document.querySelector('#status').textContent === 'Live'");
        assertThat(this.page
                        .evaluate(NAMED.formatted("'before.shop.test'") + ".length")
                        .asInt())
                .isOne();
        assertThat(duplicates()).isZero();
        assertThat(this.page
                        .evaluate("document.querySelectorAll('.note').length")
                        .asInt())
                .isZero();
    }

    /** Returns how many rows are of a handshake that another row is of. */
    private int duplicates() {
        return this.page.evaluate("""
                (() => {
                    const ids = [...document.querySelectorAll('tbody')].map(body => body.dataset.id);
                    return ids.length - new Set(ids).size;
                })()""").asInt();
    }

    @Test
    void showsTheDaysThatAreLeft() throws Exception {
        var left = Duration.between(
                Instant.now(), certificate("legacy").getNotAfter().toInstant());

        assertThat(this.page
                        .evaluate("document.querySelector('li.soon').innerText")
                        .asString())
                .contains("legacy.shop.test", "RSA 2048", left.toDays() + " days left");
        assertThat(this.page
                        .evaluate("document.querySelectorAll('li.soon').length")
                        .asInt())
                .isOne();
    }

    @Test
    @Order(1) // with few handshakes before it
    void looksAsTheDocumentationShows() throws Exception {
        for (var example :
                List.of("rsa-only", "untrusted", "old-version", "unknown-name", "tenant", "not-tls", "www", "www")) {
            var before = this.page.evaluate(HANDSHAKES).asInt();
            this.page.click("[data-example=\"%s\"]".formatted(example));
            this.page.await("%s > %d && document.querySelectorAll('button:disabled').length === 0"
                    .formatted(HANDSHAKES, before));
        }
        this.page.await("[...document.querySelectorAll('.action')].every(action => action.textContent !== '')");
        this.page.evaluate("scrollTo(0, 0)");

        Files.createDirectories(Path.of("target"));
        save("dark", 1280, Path.of("target/live-dark.png"));
        save("light", 400, Path.of("target/live-narrow.png"));
        save("light", 1280, Path.of(Boolean.getBoolean("screenshot.update") ? "../../docs" : "target", "live.png"));
    }

    private void save(String scheme, int width, Path file) throws Exception {
        this.page.resize(width, 800, scheme);
        var image = this.page.screenshot();
        assertThat(image.length).isBetween(10_000, 200_000);
        Files.write(file, image);
    }

    @Test
    void fitsIntoANarrowWindow() {
        this.page.resize(400, 800, "light");

        assertThat(this.page.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(400);
    }
}
