package io.unifiedtls.openssl.internal.ffm;

import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ChannelBinding;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.context.ClientEngineFactory;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.ServerEngineFactory;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.openssl.internal.SystemLibrary;

/** The OpenSSL of the system as a library of engines. */
public final class OpenSslLibrary implements SystemLibrary {

    /** The sizes of the curves that TLS has signatures for: P-256, P-384 and P-521. */
    private static final Set<Integer> CURVES = Set.of(256, 384, 521);

    /** Loaded only if the library is there. */
    private static final class Present {

        private static final Ciphers CIPHERS = Ciphers.ofLibrary();

        private static final TlsCapabilities CAPABILITIES = TlsCapabilities.builder()
                .versions(List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3))
                .ciphers(CIPHERS.all())
                .groups(Groups.SUPPORTED.stream()
                        .flatMap(name -> NamedGroup.named(name).stream())
                        .collect(Collectors.toSet()))
                // Keys in tokens do not leave them.
                .features(Set.copyOf(EnumSet.complementOf(EnumSet.of(TlsFeature.MATERIAL_IDS))))
                .build();
    }

    /** Why the library that is there cannot be used; empty if it can. */
    private static final class Usable {

        private static final Optional<String> REASON = check();

        private static Optional<String> check() {
            try {
                return Present.CAPABILITIES.ciphers().isEmpty()
                        ? Optional.of("%s has no cipher suites"
                                .formatted(OpenSslBinary.present().version()))
                        : Optional.empty();
            } catch (LinkageError | RuntimeException unusable) {
                var cause = (unusable.getCause() == null) ? unusable : unusable.getCause();
                return Optional.of("%s cannot be used: %s"
                        .formatted(OpenSslBinary.present().version(), cause.getMessage()));
            }
        }
    }

    /** Creates the library, which need not be there. */
    public OpenSslLibrary() {}

    @Override
    public Optional<String> unavailability() {
        return OpenSslBinary.unavailability().or(() -> Usable.REASON);
    }

    @Override
    public Optional<String> version() {
        return unavailability().isPresent()
                ? Optional.empty()
                : Optional.of(OpenSslBinary.present().version());
    }

    @Override
    public Optional<String> remedy() {
        return unavailability()
                .filter(reason -> reason.startsWith("native access"))
                .map(reason -> "start the JVM with --enable-native-access=ALL-UNNAMED");
    }

    @Override
    public TlsCapabilities capabilities() {
        return Present.CAPABILITIES;
    }

    @Override
    public ServerEngineFactory server(ServerEngineParameters setup) throws ConfigurationException {
        return new OpenSslServerEngineFactory(setup, Present.CIPHERS);
    }

    @Override
    public ClientEngineFactory client(ClientEngineParameters setup) throws ConfigurationException {
        return new OpenSslClientEngineFactory(Endpoint.of(setup, Present.CIPHERS));
    }

    @Override
    public void refusing(SSLEngine engine, CertificateVerificationException refusal) {
        if (engine instanceof OpenSslEngine ours) {
            ours.refusing(refusal);
        }
    }

    @Override
    public Optional<byte[]> exportKeyingMaterial(
            SSLEngine engine, String label, Optional<byte[]> context, int length) throws SSLException {
        return (engine instanceof OpenSslEngine ours)
                ? ours.exportKeyingMaterial(label, context, length)
                : Optional.empty();
    }

    @Override
    public Optional<byte[]> channelBinding(SSLEngine engine, ChannelBinding type) throws SSLException {
        return (type == ChannelBinding.TLS_UNIQUE && engine instanceof OpenSslEngine ours)
                ? ours.firstFinished()
                : SystemLibrary.super.channelBinding(engine, type);
    }

    @Override
    public Optional<String> lacks(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA", "RSASSA-PSS", "EdDSA" -> lacksEncoding(key);
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
