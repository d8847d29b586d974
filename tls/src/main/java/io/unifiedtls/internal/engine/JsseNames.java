package io.unifiedtls.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsVersion;

/** Converts the names that {@code javax.net.ssl} has for what was negotiated. */
public final class JsseNames {

    private JsseNames() {}

    public static Optional<TlsVersion> version(String protocol) {
        return switch (protocol) {
            case "TLSv1.3" -> Optional.of(TlsVersion.TLSv1_3);
            case "TLSv1.2" -> Optional.of(TlsVersion.TLSv1_2);
            default -> Optional.empty();
        };
    }

    /** An empty name means that there is none. */
    public static Optional<NextProtocol> protocol(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(NextProtocol.of(name.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
