package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.unifiedtls.internal.material.Credential;

/**
 * The keys and certificate chains of a context in the form of OpenSSL. Each is parsed at its first use, and freed when
 * nothing refers to its credential any more. Thread-safe.
 */
final class NativeCredentials {

    /**
     * A key and a chain in native memory.
     *
     * @param owned the key, with what frees all three
     * @param leaf the address of the first certificate
     * @param issuers the address of the list of the others
     */
    private record NativeCredential(NativeObjects.Owned owned, long leaf, long issuers) {}

    /** By alias, since a reference to a credential would keep it. */
    private final Map<String, NativeCredential> parsed = new ConcurrentHashMap<>();

    /**
     * Has a connection present a credential.
     *
     * @throws IllegalStateException if OpenSSL cannot read it
     */
    void present(Credential credential, long ssl) {
        try {
            var form = this.parsed.computeIfAbsent(credential.alias(), alias -> parse(credential));
            ErrorQueue.clear();
            if (LibSsl.SSL_USE_CERTIFICATE.call(ssl, form.leaf()) <= 0
                    || LibSsl.SSL_USE_PRIVATEKEY.call(ssl, form.owned().address()) <= 0
                    // 1: OpenSSL makes a copy
                    || LibSsl.SSL_CTRL.call(ssl, Controls.SET_CHAIN, 1, MemorySegment.ofAddress(form.issuers())) <= 0) {
                throw new IllegalStateException(
                        "OpenSSL refused a certificate chain: " + ErrorQueue.text(ErrorQueue.take()));
            }
        } finally {
            Reference.reachabilityFence(credential);
        }
    }

    private NativeCredential parse(Credential credential) {
        var certificates = new ArrayList<Long>();
        try {
            for (var certificate : credential.certificates()) {
                certificates.add(parseCertificate(encoded(certificate)));
            }
            var key = parseKey(credential.key().getEncoded());
            var issuers = list(certificates.subList(1, certificates.size()));
            var owned = new NativeObjects.Owned(NativeObjects.Kind.CREDENTIAL, key, address -> {
                LibCrypto.EVP_PKEY_FREE.call(address);
                LibCrypto.OPENSSL_SK_FREE.call(issuers);
                certificates.forEach(LibCrypto.X509_FREE::call);
            });
            var alias = credential.alias();
            NativeObjects.CLEANER.register(credential, () -> {
                this.parsed.remove(alias);
                owned.run();
            });
            return new NativeCredential(owned, certificates.get(0), issuers);
        } catch (IllegalStateException unreadable) {
            certificates.forEach(LibCrypto.X509_FREE::call);
            throw unreadable;
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException cannotHappen) {
            throw new IllegalStateException(cannotHappen); // it was decoded
        }
    }

    /** Returns the address of a new {@code X509}, which has to be freed. */
    static long parseCertificate(byte[] der) {
        return parse(der, "certificate", (pointer, length) -> LibCrypto.D2I_X509.call(0, pointer, length));
    }

    private static long parseKey(byte[] pkcs8) {
        try {
            return parse(pkcs8, "key", (pointer, length) -> LibCrypto.D2I_AUTOPRIVATEKEY.call(0, pointer, length));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    @FunctionalInterface
    private interface Parser {

        long parse(MemorySegment pointer, long length);
    }

    private static long parse(byte[] der, String what, Parser parser) {
        try (var arena = Arena.ofConfined()) {
            var copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, der);
            var pointer = arena.allocateFrom(ValueLayout.ADDRESS, copy);
            ErrorQueue.clear();
            var parsed = parser.parse(pointer, der.length);
            copy.fill((byte) 0);
            if (parsed == 0) {
                throw new IllegalStateException(
                        "OpenSSL cannot read a %s: %s".formatted(what, ErrorQueue.text(ErrorQueue.take())));
            }
            // Several decoders were tried, and those that did not fit have left their errors.
            ErrorQueue.clear();
            return parsed;
        }
    }

    private static long list(List<Long> certificates) {
        var list = LibCrypto.OPENSSL_SK_NEW_NULL.call();
        for (var certificate : certificates) {
            LibCrypto.OPENSSL_SK_PUSH.call(list, certificate);
        }
        return list;
    }
}
