package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.MemorySegment;

/** Text and bytes in memory of OpenSSL. */
@SuppressWarnings("restricted") // the lengths come from OpenSSL
final class NativeText {

    /** More than any text that is read here. */
    private static final int LONGEST = 1 << 12;

    private NativeText() {}

    /** Returns the text at an address, which ends with a zero; empty at the address 0. */
    static String at(long address) {
        return (address == 0)
                ? ""
                : MemorySegment.ofAddress(address).reinterpret(LONGEST).getString(0);
    }

    /** Returns a view of memory. */
    static MemorySegment view(long address, long length) {
        return MemorySegment.ofAddress(address).reinterpret(length);
    }
}
