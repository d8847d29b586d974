package io.unifiedtls.autoconfigure.validate;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;

/** An application with a web server, whose dry run does not end the JVM. */
@Configuration
@ImportAutoConfiguration({
    TlsAutoConfiguration.class,
    TomcatTlsAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class
})
class DryRunApplication {

    /** How many of the application's beans were made. */
    static final AtomicInteger BEANS = new AtomicInteger();

    /** What a dry run left behind. */
    record Ended(int code, String report) {}

    /** Ends a run, as the end of the JVM does. */
    private static final class Exit extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int code;

        private final String report;

        Exit(int code, String report) {
            super("exit", null, false, false);
            this.code = code;
            this.report = report;
        }
    }

    @Bean
    Object applicationBean() {
        return BEANS.incrementAndGet();
    }

    /** Starts the application. */
    static ConfigurableApplicationContext start(CapturedOutput output, String... properties) {
        var before = output.getOut().length();
        var application = new SpringApplication(DryRunApplication.class);
        application.setLogStartupInfo(false);
        application.setListeners(Stream.concat(
                        application.getListeners().stream().filter(one -> !(one instanceof ValidationListener)),
                        Stream.of(new ValidationListener(code -> {
                            throw new Exit(code, output.getOut().substring(before));
                        })))
                .toList());
        return application.run(Stream.concat(Stream.of("server.port=0"), Arrays.stream(properties))
                .map("--"::concat)
                .toArray(String[]::new));
    }

    /** Starts the application with the option that validates it. */
    static Ended validate(CapturedOutput output, String... properties) {
        var arguments = Stream.concat(Arrays.stream(properties), Stream.of("tls.validate-only=true"))
                .toArray(String[]::new);
        try (var started = start(output, arguments)) {
            throw new AssertionError("started: " + started);
        } catch (Exit exit) {
            return new Ended(exit.code, exit.report);
        }
    }
}
