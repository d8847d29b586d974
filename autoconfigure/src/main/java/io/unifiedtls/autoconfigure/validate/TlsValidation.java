package io.unifiedtls.autoconfigure.validate;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/**
 * Validates the TLS configuration of an application without its classes: reads its configuration files, prints a report
 * to standard output, and exits with 0 if everything below {@code tls} is valid, otherwise with 1.
 *
 * <p>Takes the arguments of a Spring Boot application, such as {@code --spring.config.location=file:application.yml}.
 */
public final class TlsValidation {

    private TlsValidation() {}

    public static void main(String[] arguments) {
        var application = new SpringApplication(TlsValidation.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.run(withOption(arguments));
    }

    private static String[] withOption(String[] arguments) {
        var option = "--%s=".formatted(ValidationListener.PROPERTY);
        return Stream.concat(
                        Arrays.stream(arguments).filter(argument -> !argument.startsWith(option)),
                        Stream.of(option + "true"))
                .toArray(String[]::new);
    }
}
