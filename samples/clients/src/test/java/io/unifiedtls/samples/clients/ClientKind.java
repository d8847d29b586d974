package io.unifiedtls.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** A client, the profile that configures it, and how it is made to use a new connection. */
enum ClientKind {
    REST_CLIENT_JDK(RealServer.Kind.NGINX, "http", "spring.http.clients.imperative.factory=jdk", ClientKind::callRest),

    REST_CLIENT_APACHE(
            RealServer.Kind.NGINX,
            "http",
            "spring.http.clients.imperative.factory=http-components",
            ClientKind::callRest),

    REST_CLIENT_REACTOR(
            RealServer.Kind.NGINX, "http", "spring.http.clients.imperative.factory=reactor", ClientKind::callRest),

    REST_CLIENT_SIMPLE(
            RealServer.Kind.NGINX, "http", "spring.http.clients.imperative.factory=simple", ClientKind::callRest),

    WEB_CLIENT_JDK(RealServer.Kind.NGINX, "http", "spring.http.clients.reactive.connector=jdk", ClientKind::callWeb),

    WEB_CLIENT_APACHE(
            RealServer.Kind.NGINX,
            "http",
            "spring.http.clients.reactive.connector=http-components",
            ClientKind::callWeb),

    WEB_CLIENT_REACTOR(
            RealServer.Kind.NGINX, "http", "spring.http.clients.reactive.connector=reactor", ClientKind::callWeb),

    REST_CLIENT_JETTY(
            RealServer.Kind.NGINX, "http", "spring.http.clients.imperative.factory=jetty", ClientKind::callRest),

    WEB_CLIENT_JETTY(
            RealServer.Kind.NGINX, "http", "spring.http.clients.reactive.connector=jetty", ClientKind::callWeb),

    JETTY_HTTP2(RealServer.Kind.NGINX, "http", "spring.http.clients.imperative.factory=jetty", ClientKind::callHttp2),

    LETTUCE(RealServer.Kind.REDIS, "redis", "spring.data.redis.client-type=lettuce", ClientKind::callRedis),

    JEDIS(RealServer.Kind.REDIS, "redis", "spring.data.redis.client-type=jedis", ClientKind::callRedis),

    RABBITMQ(RealServer.Kind.RABBITMQ, "rabbitmq", "spring.rabbitmq.host=localhost", ClientKind::callRabbit),

    POSTGRESQL(
            RealServer.Kind.POSTGRESQL, "postgresql", "spring.datasource.username=postgres", ClientKind::callDatabase),

    MARIADB(RealServer.Kind.MARIADB, "mariadb", "spring.datasource.username=root", ClientKind::callDatabase);

    /** Makes a new connection, and uses it. */
    private interface Call {

        void call(ApplicationContext application, int port) throws Exception;
    }

    private final RealServer.Kind server;

    private final String profile;

    private final String property;

    private final Call call;

    ClientKind(RealServer.Kind server, String profile, String property, Call call) {
        this.server = server;
        this.profile = profile;
        this.property = property;
        this.call = call;
    }

    RealServer.Kind server() {
        return this.server;
    }

    String profile() {
        return this.profile;
    }

    /** Returns what the profile has for another server. */
    Map<String, String> properties(int port) {
        var properties = new HashMap<String, String>();
        properties.put(this.property.split("=")[0], this.property.split("=")[1]);
        properties.put("spring.data.redis.host", "localhost");
        properties.put("spring.data.redis.port", Integer.toString(port));
        properties.put("spring.data.redis.jedis.pool.enabled", "false");
        properties.put("spring.rabbitmq.port", Integer.toString(port));
        // which has no pool, so that each call connects
        properties.put("spring.datasource.type", SimpleDriverDataSource.class.getName());
        if (this == POSTGRESQL) {
            properties.put(
                    "spring.datasource.url",
                    "jdbc:postgresql://localhost:%d/postgres?sslmode=verify-full&sslfactory=%s&sslfactoryarg=backend"
                            .formatted(port, "io.unifiedtls.autoconfigure.client.TlsSocketFactory"));
        } else if (this == MARIADB) {
            properties.put(
                    "spring.datasource.url",
                    "jdbc:mariadb://localhost:%d/mysql?sslMode=verify-full&tlsSocketType=unified-tls&tlsClient=backend"
                            .formatted(port));
        }
        return properties;
    }

    void call(ApplicationContext application, int port) throws Exception {
        this.call.call(application, port);
    }

    private static void callRest(ApplicationContext application, int port) {
        application
                .getBean(RestClient.Builder.class)
                .build()
                .get()
                .uri(uri(port))
                .retrieve()
                .toBodilessEntity();
    }

    private static void callWeb(ApplicationContext application, int port) {
        application
                .getBean(WebClient.Builder.class)
                .build()
                .get()
                .uri(uri(port))
                .retrieve()
                .toBodilessEntity()
                .block();
    }

    /** Spring Boot has Jetty's client for HTTP/1.1 alone. */
    private static void callHttp2(ApplicationContext application, int port) throws Exception {
        var tls = new SslContextFactory.Client();
        tls.setSslContext(
                application.getBean(SslBundles.class).getBundle("backend").createSslContext());
        var connector = new ClientConnector();
        connector.setSslContextFactory(tls);
        var http2 = new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector));
        var client =
                new HttpClient(new HttpClientTransportDynamic(connector, http2, HttpClientConnectionFactory.HTTP11));
        client.start();
        try {
            var response = client.GET(uri(port));
            assertThat(response.getVersion()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.getContentAsString()).isEqualTo("CN=guest");
        } finally {
            client.stop();
        }
    }

    private static String uri(int port) {
        return "https://localhost:%d/".formatted(port);
    }

    private static void callRedis(ApplicationContext application, int port) {
        var factory = application.getBean(RedisConnectionFactory.class);
        ((Lifecycle) factory).stop();
        ((Lifecycle) factory).start();
        try (var connection = factory.getConnection()) {
            connection.ping();
        }
    }

    private static void callRabbit(ApplicationContext application, int port) {
        application.getBean(CachingConnectionFactory.class).resetConnection();
        application.getBean(RabbitTemplate.class).execute(channel -> channel.isOpen());
    }

    private static void callDatabase(ApplicationContext application, int port) {
        application.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
    }
}
