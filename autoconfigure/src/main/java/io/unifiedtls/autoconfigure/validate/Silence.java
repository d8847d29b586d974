package io.unifiedtls.autoconfigure.validate;

import java.util.List;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Switches all loggers off until it is closed. */
final class Silence implements AutoCloseable {

    private final LoggingSystem logging;

    /** The loggers that have a level of their own. */
    private final List<LoggerConfiguration> loggers;

    private Silence(LoggingSystem logging, List<LoggerConfiguration> loggers) {
        this.logging = logging;
        this.loggers = loggers;
    }

    static Silence of(LoggingSystem logging) {
        var loggers = logging.getLoggerConfigurations().stream()
                .filter(logger -> logger.getConfiguredLevel() != null)
                .toList();
        loggers.forEach(logger -> logging.setLogLevel(logger.getName(), LogLevel.OFF));
        return new Silence(logging, loggers);
    }

    @Override
    public void close() {
        this.loggers.forEach(logger -> this.logging.setLogLevel(logger.getName(), logger.getConfiguredLevel()));
    }
}
