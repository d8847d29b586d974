/**
 * Contexts that skip the verification of their peers, for tests alone (PEP 748, "Insecure Usage").
 *
 * <p>To reach a peer with a self-signed certificate, trust that certificate itself:
 * {@code TlsClientConfiguration.builder().trustStore(TrustStore.fromFile(certificate))}. It needs nothing of this
 * package, and whoever sits in between is still found out.
 *
 * <p>Each step (a configuration, a context, each handshake) logs a warning to {@code io.unifiedtls.SecurityWarning}.
 */
@NullMarked
package io.unifiedtls.insecure;

import org.jspecify.annotations.NullMarked;
