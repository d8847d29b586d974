/**
 * Contexts that skip checks of their peers. Only for tests (PEP 748, "Insecure Usage").
 *
 * <p>To connect to a peer with a self-signed certificate, trust that certificate itself:
 * {@code TlsClientConfiguration.builder().trustStore(TrustStore.fromFile(certificate))}. This does not need this
 * package, and a man in the middle is still detected.
 *
 * <p>Each step (a configuration, a context, a buffer or server socket, each handshake) logs a warning to
 * {@code io.unifiedtls.SecurityWarning}.
 */
@NullMarked
package io.unifiedtls.insecure;

import org.jspecify.annotations.NullMarked;
