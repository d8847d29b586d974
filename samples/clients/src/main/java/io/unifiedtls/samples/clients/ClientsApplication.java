package io.unifiedtls.samples.clients;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Each profile has one client. */
@SpringBootApplication
public class ClientsApplication {

    /** Starts the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(ClientsApplication.class, arguments);
    }
}
