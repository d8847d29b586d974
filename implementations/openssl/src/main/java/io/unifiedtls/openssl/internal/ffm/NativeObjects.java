package io.unifiedtls.openssl.internal.ffm;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Counts the objects in native memory, and frees each of them once. */
final class NativeObjects {

    /** The kinds that are counted. */
    enum Kind {
        CONTEXT,
        CONNECTION,
        SESSION,
        CREDENTIAL;

        private final AtomicLong open = new AtomicLong();

        /** Returns how many there are now. */
        long open() {
            return this.open.get();
        }
    }

    /** One thread for all; what it does is short. */
    static final Cleaner CLEANER = Cleaner.create();

    private NativeObjects() {}

    /** An object that was created, and what frees it; frees it once, however often and from wherever it is called. */
    static final class Owned implements Runnable {

        private final Kind kind;

        private final long address;

        private final LongConsumer free;

        private final AtomicBoolean freed = new AtomicBoolean();

        Owned(Kind kind, long address, LongConsumer free) {
            if (address == 0) {
                throw new OutOfMemoryError(
                        "OpenSSL has no memory for a %s: %s".formatted(kind, ErrorQueue.text(ErrorQueue.take())));
            }
            this.kind = kind;
            this.address = address;
            this.free = free;
            kind.open.incrementAndGet();
        }

        /** Returns the address; what reaches it must not have freed it. */
        long address() {
            if (this.freed.get()) {
                throw new IllegalStateException("this %s was freed".formatted(this.kind));
            }
            return this.address;
        }

        boolean isFreed() {
            return this.freed.get();
        }

        @Override
        public void run() {
            if (this.freed.compareAndSet(false, true)) {
                this.free.accept(this.address);
                this.kind.open.decrementAndGet();
            }
        }
    }
}
