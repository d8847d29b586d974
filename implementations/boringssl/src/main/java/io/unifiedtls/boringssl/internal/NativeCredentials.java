package io.unifiedtls.boringssl.internal;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.Buffer;
import io.netty.internal.tcnative.SSL;

import io.unifiedtls.internal.material.Credential;

/**
 * The keys and certificate chains of a context in the form of BoringSSL. Each is parsed at its first use, and released
 * when nothing refers to its credential any more, which Netty's own cache would never do. Thread-safe.
 */
final class NativeCredentials {

    /**
     * A key and a chain in native memory.
     *
     * @param key address of the key
     * @param chain address of the chain
     */
    private record NativeCredential(long key, long chain) {

        void release() {
            SSL.freePrivateKey(this.key);
            SSL.freeX509Chain(this.chain);
        }
    }

    /** By alias, since a reference to a credential would keep it. */
    private final Map<String, NativeCredential> parsed = new ConcurrentHashMap<>();

    /**
     * Has an engine present a credential.
     *
     * @throws IllegalStateException if BoringSSL cannot read it
     */
    void present(Credential credential, ReferenceCountedOpenSslEngine engine) {
        try {
            var form = this.parsed.computeIfAbsent(credential.alias(), alias -> parse(credential));
            SSL.setKeyMaterial(engine.sslPointer(), form.chain(), form.key());
        } catch (IllegalStateException unreadable) {
            throw unreadable;
        } catch (Exception refused) {
            throw new IllegalStateException("BoringSSL refused a certificate chain: " + refused.getMessage(), refused);
        } finally {
            Reference.reachabilityFence(credential);
        }
    }

    /** Returns how many are in native memory. */
    int size() {
        return this.parsed.size();
    }

    private NativeCredential parse(Credential credential) {
        try {
            var key = parseKey(credential.key().getEncoded());
            var form = new NativeCredential(key, parseChain(credential, key));
            var alias = credential.alias();
            NativeContext.CLEANER.register(credential, () -> release(alias));
            return form;
        } catch (Exception unreadable) {
            throw new IllegalStateException(
                    "BoringSSL cannot read the certificate chain or key of %s: %s"
                            .formatted(credential, unreadable.getMessage()),
                    unreadable);
        }
    }

    private void release(String alias) {
        var form = this.parsed.remove(alias);
        if (form != null) {
            form.release();
        }
    }

    private static long parseKey(byte[] pkcs8) throws Exception {
        var bio = newBio("PRIVATE KEY", List.of(pkcs8));
        try {
            return SSL.parsePrivateKey(bio, null);
        } finally {
            SSL.freeBIO(bio);
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static long parseChain(Credential credential, long key) throws Exception {
        var encoded = new ArrayList<byte[]>();
        try {
            for (var certificate : credential.certificates()) {
                encoded.add(certificate.getEncoded());
            }
            var bio = newBio("CERTIFICATE", encoded);
            try {
                return SSL.parseX509Chain(bio);
            } finally {
                SSL.freeBIO(bio);
            }
        } catch (Exception unreadable) {
            SSL.freePrivateKey(key);
            throw unreadable;
        }
    }

    /** Returns a BIO with PEM, the only encoding that the binding reads; the copies of it are overwritten. */
    private static long newBio(String label, List<byte[]> encodings) throws Exception {
        var buffer = ByteBufAllocator.DEFAULT.directBuffer();
        try {
            for (var encoding : encodings) {
                var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(encoding);
                buffer.writeCharSequence("-----BEGIN %s-----\n".formatted(label), StandardCharsets.US_ASCII);
                buffer.writeBytes(base64);
                buffer.writeCharSequence("\n-----END %s-----\n".formatted(label), StandardCharsets.US_ASCII);
                Arrays.fill(base64, (byte) 0);
            }
            return newBio(buffer);
        } finally {
            buffer.setZero(0, buffer.capacity());
            buffer.release();
        }
    }

    private static long newBio(ByteBuf pem) throws Exception {
        var bio = SSL.newMemBIO();
        var length = pem.readableBytes();
        if (SSL.bioWrite(bio, Buffer.address(pem.nioBuffer()), length) != length) {
            SSL.freeBIO(bio);
            throw new SSLException("out of native memory");
        }
        return bio;
    }
}
