package io.unifiedtls.insecure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Remembers the warnings of this package, and keeps them off the console. */
final class RecordedWarnings extends Handler {

    private final Logger logger = Logger.getLogger("io.unifiedtls.SecurityWarning");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private RecordedWarnings() {}

    static RecordedWarnings start() {
        var warnings = new RecordedWarnings();
        warnings.logger.addHandler(warnings);
        warnings.logger.setUseParentHandlers(false);
        return warnings;
    }

    /** Returns what was warned of since the last call. */
    List<String> take() {
        var messages = this.records.stream()
                .filter(one -> one.getLevel().equals(Level.WARNING))
                .map(LogRecord::getMessage)
                .toList();
        this.records.clear();
        return messages;
    }

    @Override
    public void publish(LogRecord one) {
        this.records.add(one);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        this.logger.removeHandler(this);
        this.logger.setUseParentHandlers(true);
    }
}
