package io.unifiedtls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.benchmarks.servers.DirectoryResults;
import io.unifiedtls.benchmarks.servers.Results;
import io.unifiedtls.benchmarks.servers.Results.Loaded;
import io.unifiedtls.benchmarks.servers.Results.Started;

/** Writes the page and its chart from the results of one run. */
public final class ReportWriter {

    private ReportWriter() {}

    /**
     * Writes; the arguments are the directory of the results, that of the page, what to say of the run, and a file with
     * what people have to say of what the figures show.
     */
    public static void main(String... arguments) throws IOException {
        write(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                arguments[2],
                Machine.describe(),
                Files.readString(Path.of(arguments[3])));
    }

    static void write(Path results, Path docs, String run, String machine, String remarks) throws IOException {
        var json = JsonMapper.shared();
        var runs = new ArrayList<JmhRun>();
        for (var name :
                List.of("engines.json", "certificates.json", "allocations.json", "names.json", "names-jetty.json")) {
            runs.addAll(JmhRun.read(json.readTree(results.resolve(name))));
        }
        var servers = json.readValue(results.resolve("servers.json"), Results.class);
        var starts = List.of(json.readValue(results.resolve("starts.json"), Started[].class));
        var loads = List.of(json.readValue(results.resolve("loads.json"), Loaded[].class));
        var directories = json.readValue(results.resolve("directories.json"), DirectoryResults.class);
        Files.writeString(
                docs.resolve("performance.md"), page(runs, servers, loads, starts, directories, run, machine, remarks));
        Files.writeString(docs.resolve("performance.svg"), Chart.of(servers.measured()));
    }

    private static String page(
            List<JmhRun> runs,
            Results results,
            List<Loaded> loads,
            List<Started> starts,
            DirectoryResults directories,
            String run,
            String machine,
            String remarks) {
        var goals = new Goals();
        var library = new LibrarySections(runs, goals);
        var servers = new ServerSections(results, goals);
        var body = """
                ## A Spring Boot application

                The same application, with one page of 16 bytes. A new connection is a full TLS 1.3 handshake (x25519, ECDSA P-256,
                nothing resumed), one request and the end of the connection. The figure is the processor time of only the server's
                process. Each was warmed up with %,d connections; then each round had %,d connections and %,d kept-alive requests
                for every server in turn.

                ![processor time for a new connection](performance.svg)

                %s
                ## Long bodies, idle connections, latency

                Processor time of the server for a body, with curl as client. The latency is that of one request in 10 ms on a connection
                of its own, from when it was due. Idle connections have had one request each; the memory is that after a garbage
                collection.

                %s
                ## Our engine and the bare engine of the same library

                Client and server in one thread, in memory, with the close of the connection; the key manager of the bare engines has
                one key. Both are measured by turns in the same virtual machine.

                %s
                ## `TlsBuffer` and a loop over an engine

                %s
                ## `TlsSocket` and `SSLSocket`

                On loopback, with `TCP_NODELAY`.

                %s
                ## Observation

                Contexts of the starter with a meter registry, and without.

                %s
                ## Server names

                One entry a name, every tenth a wildcard. Jetty looks at every certificate, so it is measured up to 1,000.

                %s
                ## Many names

                A [directory of certificates](many-names.md#a-directory) with `jsse` and a heap of 512 MB: processor time and heap of the
                start, more than those of a context of 3 names, which the same virtual machine has started before. Netty has no directory:
                it has a context for each name, with the JDK's TLS. The [certificate store](certificate-store.md) is an application with
                H2 in its process.

                %s
                ## Certificates of a peer

                What verifying them costs, accepted or not, beside the JDK's trust manager.

                %s
                ## Start

                %s""".formatted(
                        results.warmUp(),
                        results.connections(),
                        results.requests(),
                        servers.servers(),
                        new LoadSections(loads, goals),
                        library.engines(),
                        library.buffers(),
                        library.sockets(),
                        library.observation(),
                        library.serverNames(),
                        new DirectorySections(directories, goals),
                        library.certificates(),
                        servers.starts(starts));
        return """
                # Performance

                Written by [`benchmarks/run.sh`](../benchmarks/run.sh); not edited by hand. Compare ratios, not times: each ratio is of two
                things that were measured in one run, while times depend on the machine. Ratios are medians of forks or rounds, with the
                lowest and the highest. [Decision 13](decisions/0013-benchmarks.md) describes what is measured, and what is not.

                %s

                %s
                %s
                %s
                %s""".formatted(run, goals.summary(), remarks, machine, body);
    }
}
