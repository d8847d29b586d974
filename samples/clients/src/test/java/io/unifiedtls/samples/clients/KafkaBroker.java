package io.unifiedtls.samples.clients;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** A Kafka broker in this virtual machine, which is its own controller. */
final class KafkaBroker implements RealServer {

    private final String data;

    private final int port = LoopbackPort.free();

    private final int internalPort = LoopbackPort.free();

    private final int controllerPort = LoopbackPort.free();

    private Optional<KafkaRaftServer> running = Optional.empty();

    KafkaBroker(Path directory) throws Exception {
        this.data = directory.resolve("data").toString();
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(this.data)
                .setMetadataLogDirectory(this.data)
                .run();
    }

    @Override
    public int port() {
        return this.port;
    }

    @Override
    public void restart(TestCertificate certificate, TestAuthority clients) {
        close();
        var broker = new KafkaRaftServer(new KafkaConfig(configuration(certificate, clients), false), Time.SYSTEM);
        this.running = Optional.of(broker);
        broker.startup();
    }

    private Map<String, String> configuration(TestCertificate certificate, TestAuthority clients) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("log.dirs", this.data),
                Map.entry(
                        "listeners",
                        "SSL://127.0.0.1:%d,INTERNAL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(this.port, this.internalPort, this.controllerPort)),
                Map.entry(
                        "advertised.listeners",
                        "SSL://localhost:%d,INTERNAL://127.0.0.1:%d".formatted(this.port, this.internalPort)),
                Map.entry("listener.security.protocol.map", "SSL:SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "INTERNAL"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + this.controllerPort),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("ssl.client.auth", "required"),
                Map.entry("ssl.keystore.type", "PEM"),
                Map.entry("ssl.keystore.certificate.chain", new String(certificate.chainPem())),
                Map.entry("ssl.keystore.key", new String(certificate.privateKeyPem())),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.certificates", new String(clients.certificatePem())));
    }

    @Override
    public void close() {
        this.running.ifPresent(broker -> {
            broker.shutdown();
            broker.awaitShutdown();
        });
        this.running = Optional.empty();
    }
}
