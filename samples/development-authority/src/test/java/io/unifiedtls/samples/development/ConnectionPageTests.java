package io.unifiedtls.samples.development;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class ConnectionPageTests {

    private final Connection connection =
            new Connection("<b>www.shop.test</b>", null, "TLSv1.3", "TLS_AES_128_GCM_SHA256", "HTTP/2.0", null);

    @Test
    void isTextForCurl() {
        var page = ConnectionPage.of(this.connection, "Tomcat", "*/*");

        assertThat(page.getHeaders().getContentType()).isEqualTo(MediaType.TEXT_PLAIN);
        assertThat(page.getBody())
                .contains("TLS          TLSv1.3, TLS_AES_128_GCM_SHA256", "Client       no certificate");
    }

    @Test
    void isHtmlForABrowserWithNothingInItThatAClientMadeUp() {
        var page = ConnectionPage.of(this.connection, "Tomcat", "text/html,*/*;q=0.8");

        assertThat(page.getHeaders().getContentType()).isEqualTo(MediaType.TEXT_HTML);
        assertThat(page.getBody()).contains("&lt;b&gt;www.shop.test").doesNotContain("<b>");
    }
}
