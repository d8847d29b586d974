package io.unifiedtls.samples.tomcat;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.unifiedtls.samples.development.CommandLines;
import io.unifiedtls.samples.development.ShopCertificates;

/** A shop with several host names, which prints command lines to try it with. */
@SpringBootApplication
class SniTomcatApplication {

    public static void main(String[] arguments) {
        // Before the start, which reads the files that application.yml names.
        ShopCertificates.make();
        SpringApplication.run(SniTomcatApplication.class, arguments);
    }

    @Bean
    ApplicationRunner commandLines(Environment environment) {
        return arguments ->
                CommandLines.print(environment.getRequiredProperty("local.server.port", Integer.class), System.out);
    }
}
