package io.unifiedtls.autoconfigure.validate;

import java.util.function.IntConsumer;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Validates the configuration instead of starting the application if {@code tls.validate-only} is set. The environment
 * is complete by then, and the application context has not been created.
 */
// Without an order, it comes after the listeners that read the configuration files and set up logging.
final class ValidationListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    static final String PROPERTY = "tls.validate-only";

    private static final String FORMAT = "tls.validate-only-format";

    /** The property source that marks the environment with which Spring Cloud looks for configuration. */
    private static final String SPRING_CLOUD_BOOTSTRAP = "bootstrap";

    private final IntConsumer exit;

    ValidationListener() {
        this(System::exit);
    }

    /**
     * Creates a listener.
     *
     * @param exit ends the JVM
     */
    ValidationListener(IntConsumer exit) {
        this.exit = exit;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        if (isRequested(environment) && !environment.getPropertySources().contains(SPRING_CLOUD_BOOTSTRAP)) {
            var report = report(environment, event.getSpringApplication().getClassLoader());
            System.out.print(isJson(environment) ? JsonReport.of(report) : TextReport.of(report));
            System.out.flush();
            this.exit.accept(report.isValid() ? 0 : 1);
        }
    }

    /** What would be logged is in the report, and standard output has nothing but the report. */
    @SuppressWarnings("try") // closed, and not used otherwise
    private static Report report(ConfigurableEnvironment environment, ClassLoader classLoader) {
        try (var silence = Silence.of(LoggingSystem.get(classLoader))) {
            return new DryRun(environment, classLoader).run();
        }
    }

    private static boolean isRequested(ConfigurableEnvironment environment) {
        try {
            return Binder.get(environment).bind(PROPERTY, Boolean.class).orElse(false);
        } catch (BindException notBoolean) {
            return false; // ends the start, with a report
        }
    }

    /** A format that does not exist is in the report. */
    private static boolean isJson(ConfigurableEnvironment environment) {
        return "json".equalsIgnoreCase(environment.getProperty(FORMAT));
    }
}
