package io.unifiedtls.samples.clients;

import java.nio.file.Path;

/** The servers that clients are tested against. */
enum ServerKind {
    NGINX(Nginx::new),
    REDIS(Redis::new),
    RABBITMQ(RabbitMq::new),
    POSTGRESQL(PostgreSql::new),
    MARIADB(MariaDb::new),
    SMTPS((directory, port) -> new SmtpServer(directory, port, SmtpServer.Mode.IMPLICIT_TLS)),
    STARTTLS((directory, port) -> new SmtpServer(directory, port, SmtpServer.Mode.STARTTLS)),
    KAFKA(KafkaBroker::new);

    private interface ProgramFactory {

        ServerProgram create(Path directory, int port) throws Exception;
    }

    private interface ServerFactory {

        RealServer create(Path directory) throws Exception;
    }

    private final ServerFactory factory;

    ServerKind(ProgramFactory program) {
        this((ServerFactory) directory -> {
            var port = LoopbackPort.free();
            return new ServerProcess(program.create(directory, port), directory, port);
        });
    }

    ServerKind(ServerFactory factory) {
        this.factory = factory;
    }

    /** Returns a server with its files in a directory; {@link RealServer#restart} starts it. */
    RealServer create(Path directory) throws Exception {
        return this.factory.create(directory);
    }
}
