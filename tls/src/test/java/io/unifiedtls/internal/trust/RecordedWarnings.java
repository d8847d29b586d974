package io.unifiedtls.internal.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings that a logger writes until it is closed. */
final class RecordedWarnings extends Handler {

    private final Logger logger;

    private final List<String> messages = new ArrayList<>();

    private RecordedWarnings(Logger logger) {
        this.logger = logger;
    }

    static RecordedWarnings of(String name) {
        var warnings = new RecordedWarnings(Logger.getLogger(name));
        warnings.logger.addHandler(warnings);
        return warnings;
    }

    List<String> messages() {
        return List.copyOf(this.messages);
    }

    @Override
    public void publish(LogRecord logRecord) {
        if (logRecord.getLevel().intValue() >= Level.WARNING.intValue()) {
            this.messages.add(new SimpleFormatter().formatMessage(logRecord));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        this.logger.removeHandler(this);
    }
}
