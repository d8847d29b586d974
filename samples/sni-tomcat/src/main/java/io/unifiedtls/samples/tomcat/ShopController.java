package io.unifiedtls.samples.tomcat;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.net.SSLSupport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import io.unifiedtls.samples.development.Call;
import io.unifiedtls.samples.development.Connection;
import io.unifiedtls.samples.development.ConnectionPage;

/** Shows what a request came over, and calls itself. */
@RestController
class ShopController {

    private final ShopClient client;

    ShopController(ShopClient client) {
        this.client = client;
    }

    @GetMapping("/")
    ResponseEntity<String> connection(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept) {
        return ConnectionPage.of(connection(request), "Tomcat", accept);
    }

    @GetMapping(path = "/call", produces = MediaType.TEXT_PLAIN_VALUE)
    String call(HttpServletRequest request) throws IOException, InterruptedException {
        var response = this.client.get(URI.create("https://localhost:%d/".formatted(request.getLocalPort())));
        return Call.text(response);
    }

    private static Connection connection(HttpServletRequest request) {
        // tag::client-certificate[]
        var client = (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
        // end::client-certificate[]
        var tls = (SSLSupport) request.getAttribute(SSLSupport.SESSION_MGR);
        return new Connection(
                request.getServerName() + ":" + request.getServerPort(),
                Connection.leaf(tls.getLocalCertificateChain()),
                String.valueOf(request.getAttribute(SSLSupport.SECURE_PROTOCOL_KEY)),
                String.valueOf(request.getAttribute(SSLSupport.CIPHER_SUITE_KEY)),
                request.getProtocol(),
                Connection.leaf(client));
    }
}
