package io.unifiedtls.autoconfigure.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A reload of the files of a TLS context. */
@Name("io.unifiedtls.Reload")
@Label("TLS Reload")
@Category("TLS")
@Description("A reload of the files of a TLS context")
@StackTrace(false)
final class ReloadFlightEvent extends Event {

    @Label("Side")
    @Description("server or client")
    String side = "";

    @Label("Context")
    @Description("Name of the entry in tls.servers or tls.clients")
    String context = "";

    @Label("Outcome")
    @Description("success, failure or unchanged")
    String outcome = "";

    @Label("Generation")
    @Description("Counts what was loaded from 1")
    long generation;

    @Label("Problem")
    @Nullable
    String problem;
}
