package io.unifiedtls.samples.clients;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.ApplicationContext;

/** A client, the profile that configures it, and how it is made to use a new connection. */
enum ClientKind {
    REST_CLIENT_JDK(ServerKind.NGINX, "http", HttpCalls::rest, "spring.http.clients.imperative.factory=jdk"),

    REST_CLIENT_APACHE(
            ServerKind.NGINX, "http", HttpCalls::rest, "spring.http.clients.imperative.factory=http-components"),

    REST_CLIENT_REACTOR(ServerKind.NGINX, "http", HttpCalls::rest, "spring.http.clients.imperative.factory=reactor"),

    REST_CLIENT_SIMPLE(ServerKind.NGINX, "http", HttpCalls::rest, "spring.http.clients.imperative.factory=simple"),

    WEB_CLIENT_JDK(ServerKind.NGINX, "http", HttpCalls::web, "spring.http.clients.reactive.connector=jdk"),

    WEB_CLIENT_APACHE(
            ServerKind.NGINX, "http", HttpCalls::web, "spring.http.clients.reactive.connector=http-components"),

    WEB_CLIENT_REACTOR(ServerKind.NGINX, "http", HttpCalls::web, "spring.http.clients.reactive.connector=reactor"),

    REST_CLIENT_JETTY(ServerKind.NGINX, "http", HttpCalls::rest, "spring.http.clients.imperative.factory=jetty"),

    WEB_CLIENT_JETTY(ServerKind.NGINX, "http", HttpCalls::web, "spring.http.clients.reactive.connector=jetty"),

    JETTY_HTTP2(ServerKind.NGINX, "http", HttpCalls::jettyHttp2),

    OKHTTP(ServerKind.NGINX, "http", HttpCalls::okHttp),

    LETTUCE(
            ServerKind.REDIS,
            "redis",
            ServiceCalls::redis,
            "spring.data.redis.client-type=lettuce",
            "spring.data.redis.host=localhost",
            "spring.data.redis.port=%d"),

    JEDIS(
            ServerKind.REDIS,
            "redis",
            ServiceCalls::redis,
            "spring.data.redis.client-type=jedis",
            "spring.data.redis.jedis.pool.enabled=false",
            "spring.data.redis.host=localhost",
            "spring.data.redis.port=%d"),

    RABBITMQ(
            ServerKind.RABBITMQ,
            "rabbitmq",
            ServiceCalls::rabbit,
            "spring.rabbitmq.host=localhost",
            "spring.rabbitmq.port=%d"),

    POSTGRESQL(
            ServerKind.POSTGRESQL,
            "postgresql",
            ServiceCalls::database,
            "spring.datasource.username=postgres",
            "spring.datasource.url=jdbc:postgresql://localhost:%d/postgres?sslmode=verify-full"
                    + "&sslfactory=io.unifiedtls.autoconfigure.client.TlsSocketFactory&sslfactoryarg=backend"),

    MARIADB(
            ServerKind.MARIADB,
            "mariadb",
            ServiceCalls::database,
            "spring.datasource.username=root",
            "spring.datasource.url=jdbc:mariadb://localhost:%d/mysql?sslMode=verify-full"
                    + "&tlsSocketType=unified-tls&tlsClient=backend"),

    KAFKA_PRODUCER(
            ServerKind.KAFKA,
            "kafka",
            ServiceCalls::produce,
            "spring.kafka.bootstrap-servers=localhost:%d",
            // after a refusal, the producer holds messages for a broker that it knows for so long
            "spring.kafka.producer.properties.request.timeout.ms=2000",
            "spring.kafka.producer.properties.delivery.timeout.ms=6000"),

    /** The host name is verified even if Kafka's own setting says that it should not be. */
    KAFKA_CONSUMER(
            ServerKind.KAFKA,
            "kafka",
            ServiceCalls::consume,
            "spring.kafka.bootstrap-servers=localhost:%d",
            "spring.kafka.properties.ssl.endpoint.identification.algorithm="),

    SMTPS(
            ServerKind.SMTPS,
            "smtps",
            ServiceCalls::mail,
            "spring.mail.host=localhost",
            "spring.mail.port=%d",
            "spring.mail.properties.mail.smtps.timeout=5000"),

    /** The host name is verified even if Jakarta Mail's own setting says that it should not be. */
    STARTTLS(
            ServerKind.STARTTLS,
            "starttls",
            ServiceCalls::mail,
            "spring.mail.host=localhost",
            "spring.mail.port=%d",
            "spring.mail.ssl.verify-hostname=false");

    /** Makes a new connection, and uses it. */
    private interface Call {

        void call(ApplicationContext application, int port) throws Exception;
    }

    private final ServerKind server;

    private final String profile;

    private final Call call;

    private final String[] properties;

    ClientKind(ServerKind server, String profile, Call call, String... properties) {
        this.server = server;
        this.profile = profile;
        this.call = call;
        this.properties = properties;
    }

    ServerKind server() {
        return this.server;
    }

    String profile() {
        return this.profile;
    }

    /** Returns what the profile has for another server. */
    Map<String, String> properties(int port) {
        return Stream.concat(
                        // which has no pool, so that each call connects
                        Stream.of("spring.datasource.type=org.springframework.jdbc.datasource.SimpleDriverDataSource"),
                        Arrays.stream(this.properties).map(property -> property.formatted(port)))
                .map(property -> property.split("=", 2))
                .collect(Collectors.toMap(property -> property[0], property -> property[1]));
    }

    void call(ApplicationContext application, int port) throws Exception {
        this.call.call(application, port);
    }
}
