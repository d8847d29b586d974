package io.unifiedtls.samples.cluster;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A node: without arguments, it starts the whole cluster instead. */
@SpringBootApplication
@RestController
class NodeApplication {

    private final Environment environment;

    NodeApplication(Environment environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            SpringApplication.run(NodeApplication.class, arguments);
        } else {
            Cluster.run();
        }
    }

    /** Returns which node it is. */
    @GetMapping("/")
    String name() {
        return this.environment.getRequiredProperty("spring.application.name") + "\n";
    }
}
