package io.unifiedtls.boringssl.internal;

import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.OpenSsl;
import io.netty.internal.tcnative.Library;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.context.ClientEngineFactory;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.ServerEngineFactory;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.internal.context.TlsLibrary;

/** BoringSSL as a library of engines. */
public final class BoringSslLibrary implements TlsLibrary {

    /** The sizes of the curves that TLS has signatures for: P-256, P-384 and P-521. */
    private static final Set<Integer> CURVES = Set.of(256, 384, 521);

    private static final Set<NamedGroup> GROUPS = Set.of(
            NamedGroup.X25519MLKEM768,
            NamedGroup.X25519,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1);

    /** Returns why the library is not available; empty if it is. */
    public static Optional<String> unavailability() {
        if (!OpenSsl.isAvailable()) {
            return Optional.of(ofPresentLibrary()
                    .map("its native library is present but cannot be loaded: "::concat)
                    .orElseGet(() -> "no native library for %s on %s"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))));
        }
        return OpenSsl.versionString().equals("BoringSSL")
                ? Optional.empty()
                : Optional.of("the native library is %s instead of BoringSSL".formatted(OpenSsl.versionString()));
    }

    /** Returns what to do if the library is present and cannot be loaded. */
    public static Optional<String> remedy() {
        return ofPresentLibrary()
                .map(reason -> reason.contains("ld-linux")
                        ? "use a system with glibc, or remove unified-tls-boringssl"
                        : "start the JVM with -Dio.netty.native.workdir=<directory>, a writable directory that is not"
                                + " mounted noexec");
    }

    private static Optional<String> ofPresentLibrary() {
        return Optional.ofNullable(OpenSsl.unavailabilityCause()).flatMap(LoadFailure::ofPresentLibrary);
    }

    /** Returns its name and the version of netty-tcnative, which it is part of; it has no versions of its own. */
    public static String version() {
        var version = Library.class.getPackage().getImplementationVersion();
        return (version == null)
                ? "BoringSSL (netty-tcnative)"
                : "BoringSSL (netty-tcnative %s)".formatted(version.replace(".Final", ""));
    }

    /** Returns what the library can do; it has to be there. */
    public static TlsCapabilities capabilities() {
        var ciphers = OpenSsl.availableJavaCipherSuites().stream()
                // The keys that these need cannot be set.
                .filter(name -> !name.contains("_PSK_"))
                .flatMap(name -> CipherSuite.named(name).stream())
                .collect(Collectors.toSet());
        return TlsCapabilities.builder()
                .versions(List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3))
                .ciphers(ciphers)
                .groups(GROUPS)
                .features(Set.of(
                        TlsFeature.CLIENTS,
                        TlsFeature.SERVERS,
                        TlsFeature.SESSION_TICKET_KEYS,
                        TlsFeature.OCSP_STAPLING,
                        TlsFeature.TLS_1_3_RESUMPTION,
                        TlsFeature.ALL_SERVER_NAMES,
                        TlsFeature.SESSIONS_BY_SERVER_NAME,
                        TlsFeature.CLOSE_CONFIRMATION))
                .build();
    }

    @Override
    public ServerEngineFactory server(ServerEngineParameters setup) throws ConfigurationException {
        return new BoringSslServerEngineFactory(setup);
    }

    @Override
    public ClientEngineFactory client(ClientEngineParameters setup) throws ConfigurationException {
        return new BoringSslClientEngineFactory(setup);
    }

    @Override
    public void refusing(SSLEngine engine, CertificateVerificationException refusal) {
        AlertingTrustManager.refusing(refusal);
    }

    @Override
    public Optional<String> lacks(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> lacksEncoding(key);
            case "EC" ->
                (key instanceof ECKey curve
                                && !CURVES.contains(
                                        curve.getParams().getCurve().getField().getFieldSize()))
                        ? Optional.of("keys on the curve %s".formatted(curve.getParams()))
                        : lacksEncoding(key);
            default -> Optional.of("%s keys".formatted(key.getAlgorithm()));
        };
    }

    private static Optional<String> lacksEncoding(PrivateKey key) {
        return (key.getEncoded() == null) ? Optional.of("keys that cannot leave their token") : Optional.empty();
    }
}
