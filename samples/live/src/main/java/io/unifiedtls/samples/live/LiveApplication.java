package io.unifiedtls.samples.live;

import java.time.Clock;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A page that shows handshakes as they happen, for development. */
@SpringBootApplication
class LiveApplication {

    public static void main(String[] arguments) {
        // Before the start, which reads the files that application.yml names.
        LiveCertificates.make();
        SpringApplication.run(LiveApplication.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ApplicationRunner address(Environment environment) {
        return arguments -> System.out.printf(
                "%nHandshakes, live: https://localhost:%s/%n"
                        + "The browser warns of the certificate unless you import %s as an authority.%n%n",
                environment.getRequiredProperty("local.server.port"),
                LiveCertificates.DIRECTORY.resolve("ca.pem").toAbsolutePath());
    }
}
