package io.unifiedtls.samples.clients;

import java.nio.file.Path;
import java.util.List;

/** A mail server: aiosmtpd, which discards what it receives. Its configuration is a program in Python. */
record SmtpServer(Path directory, int port, Mode mode) implements ServerProgram {

    /** How a connection gets TLS. */
    enum Mode {
        IMPLICIT_TLS("SMTP(Sink())", "ssl=tls"),
        STARTTLS("SMTP(Sink(), tls_context=tls, require_starttls=True)", "ssl=None");

        private final String connection;

        private final String listener;

        Mode(String connection, String listener) {
            this.connection = connection;
            this.listener = listener;
        }
    }

    @Override
    public String configuration() {
        return """
                import asyncio, ssl
                from aiosmtpd.handlers import Sink
                from aiosmtpd.smtp import SMTP

                tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile="clients.pem")
                tls.load_cert_chain("server.pem", "server.key")
                tls.verify_mode = ssl.CERT_REQUIRED

                async def serve():
                    server = await asyncio.get_running_loop().create_server(
                        lambda: %s, "127.0.0.1", %d, %s)
                    await server.serve_forever()

                asyncio.run(serve())
                """.formatted(this.mode.connection, this.port, this.mode.listener);
    }

    @Override
    public List<String> command() {
        return List.of("python3", "server.conf");
    }
}
