package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

import io.unifiedtls.internal.context.TicketKey;

/** Protects session tickets with AES-128-CBC and HMAC-SHA256, as RFC 5077 recommends (section 4). */
final class TicketProtection {

    static final int NAME_LENGTH = 16;

    /** The block length of AES. */
    static final int VECTOR_LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    // OSSL_PARAM: const char *key; unsigned int data_type; void *data; size_t data_size; size_t return_size
    private static final int PARAMETER_LENGTH = 40;

    private static final int UTF8_STRING = 4;

    private static final int OCTET_STRING = 5;

    private TicketProtection() {}

    /** Writes the name of a key and a random vector, and sets the key. */
    static void encrypt(TicketKey key, MemorySegment name, MemorySegment vector, long cipher, long mac) {
        name.copyFrom(MemorySegment.ofArray(key.name()));
        var random = new byte[VECTOR_LENGTH];
        RANDOM.nextBytes(random);
        vector.copyFrom(MemorySegment.ofArray(random));
        try (var arena = Arena.ofConfined()) {
            var secret = secret(arena, key.aesKey());
            var result = LibCrypto.EVP_ENCRYPTINIT_EX.call(cipher, LibCrypto.EVP_AES_128_CBC.call(), 0, secret, vector);
            secret.fill((byte) 0);
            require(result);
            authenticate(key, mac, arena);
        }
    }

    /** Sets the key of a ticket. */
    static void decrypt(TicketKey key, MemorySegment vector, long cipher, long mac) {
        try (var arena = Arena.ofConfined()) {
            var secret = secret(arena, key.aesKey());
            var result = LibCrypto.EVP_DECRYPTINIT_EX.call(cipher, LibCrypto.EVP_AES_128_CBC.call(), 0, secret, vector);
            secret.fill((byte) 0);
            require(result);
            authenticate(key, mac, arena);
        }
    }

    private static void authenticate(TicketKey key, long mac, Arena arena) {
        var secret = secret(arena, key.hmacKey());
        var parameters = arena.allocate(3 * PARAMETER_LENGTH, Long.BYTES); // the last one has no name, which is the end
        put(parameters, 0, arena.allocateFrom("key"), OCTET_STRING, secret);
        // without the zero at its end
        var digest = arena.allocateFrom(ValueLayout.JAVA_BYTE, "SHA256".getBytes(StandardCharsets.US_ASCII));
        put(parameters, 1, arena.allocateFrom("digest"), UTF8_STRING, digest);
        var result = LibCrypto.EVP_MAC_CTX_SET_PARAMS.call(mac, parameters);
        secret.fill((byte) 0);
        require(result);
    }

    private static void put(MemorySegment parameters, int index, MemorySegment name, int type, MemorySegment value) {
        var start = (long) index * PARAMETER_LENGTH;
        parameters.set(ValueLayout.ADDRESS, start, name);
        parameters.set(ValueLayout.JAVA_INT, start + 8, type);
        parameters.set(ValueLayout.ADDRESS, start + 16, value);
        parameters.set(ValueLayout.JAVA_LONG, start + 24, value.byteSize());
    }

    private static MemorySegment secret(Arena arena, byte[] bytes) {
        var copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }

    private static void require(int result) {
        if (result <= 0) {
            throw new IllegalStateException(
                    "OpenSSL cannot use a session ticket key: " + ErrorQueue.text(ErrorQueue.take()));
        }
    }
}
