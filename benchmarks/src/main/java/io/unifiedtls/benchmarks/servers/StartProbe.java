package io.unifiedtls.benchmarks.servers;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Map;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.CertificateDirectory.Names;
import io.unifiedtls.benchmarks.servers.DirectoryResults.Kind;

/** Measures how a server context starts, after one of the same kind with three names. */
final class StartProbe {

    private StartProbe() {}

    static Map<String, Double> run(Path root, Kind kind, int names) throws Exception {
        if (kind == Kind.DATABASE) {
            return StoreProbe.start(names);
        }
        var few = create(root, kind, DirectoryProbe.FEW);
        var heap = DirectoryProbe.heapMegabytes();
        var cpu = DirectoryProbe.cpuNanos();
        var context = create(root, kind, names);
        var cpuMillis = (DirectoryProbe.cpuNanos() - cpu) / 1e6;
        var heapMegabytes = DirectoryProbe.heapMegabytes() - heap;
        Reference.reachabilityFence(few);
        Reference.reachabilityFence(context);
        return Map.of("cpuMillis", cpuMillis, "heapMegabytes", heapMegabytes);
    }

    private static Object create(Path root, Kind kind, int names) throws Exception {
        var linked = DirectoryFiles.linked(root, names);
        return switch (kind) {
            case FILE -> DirectoryPeers.server(CertificateDirectory.of(linked));
            case INDEX ->
                DirectoryPeers.server(CertificateDirectory.of(linked).withIndex(DirectoryFiles.index(linked)));
            case CERTIFICATE ->
                DirectoryPeers.server(CertificateDirectory.of(DirectoryFiles.distinct(root, names))
                        .withNames(Names.CERTIFICATE));
            case DATABASE -> throw new IllegalArgumentException("a database is not a directory");
            case NETTY -> netty(DirectoryFiles.distinct(root, names), names);
        };
    }

    /** Netty has no context for several names, but a mapping of names to contexts. */
    private static Object netty(Path directory, int names) throws Exception {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        var mapping = new DomainWildcardMappingBuilder<SslContext>(names, nettyContext(directory, 0));
        for (int i = 0; i < names; i++) {
            mapping.add(DirectoryFiles.name(i), nettyContext(directory, i));
        }
        return mapping.build();
    }

    private static SslContext nettyContext(Path directory, int i) throws Exception {
        var file = directory.resolve(DirectoryFiles.name(i) + ".pem").toFile();
        return SslContextBuilder.forServer(file, file)
                .sslProvider(SslProvider.JDK)
                .build();
    }
}
