package io.unifiedtls.benchmarks.app;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application that is served in every way: one page, of the same size everywhere. */
@SpringBootApplication
@RestController
public class BenchmarkApplication {

    /** The page. */
    public static final String BODY = "hello, benchmark";

    /** What begins the line that tells the port, and the milliseconds since the virtual machine began. */
    public static final String READY = "ready ";

    public static void main(String... arguments) {
        SpringApplication.run(BenchmarkApplication.class, arguments);
    }

    @GetMapping("/hello")
    String hello() {
        return BODY;
    }

    @EventListener
    void tell(ApplicationReadyEvent event) {
        var sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        System.out.println(READY + port + " " + sinceStart);
    }
}
