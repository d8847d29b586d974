package io.unifiedtls.autoconfigure.client;

import java.util.Arrays;
import java.util.List;

import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;

/** Has clients of Reactor Netty use a context. */
public final class ReactorClientTls {

    private ReactorClientTls() {}

    /**
     * Returns a client that uses a context for each connection, also after a reload. Call it after
     * {@link HttpClient#protocol}: the protocols of the client are offered by ALPN, unless the context has its own.
     */
    public static HttpClient secure(HttpClient client, ClientContext context) {
        return client.secure(spec -> spec.sslContext(new ClientSslContext(context, protocols(client))));
    }

    private static List<String> protocols(HttpClient client) {
        var protocols = Arrays.asList(client.configuration().protocols());
        return protocols.contains(HttpProtocol.H2)
                ? protocols.stream()
                        .filter(protocol -> protocol == HttpProtocol.H2 || protocol == HttpProtocol.HTTP11)
                        .map(protocol -> (protocol == HttpProtocol.H2) ? NextProtocol.H2 : NextProtocol.HTTP1)
                        .map(NextProtocol::wireName)
                        .sorted((one, other) -> Boolean.compare(!one.equals("h2"), !other.equals("h2")))
                        .toList()
                : List.of();
    }
}
