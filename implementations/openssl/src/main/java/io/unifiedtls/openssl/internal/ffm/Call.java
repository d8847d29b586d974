package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The signatures of the native functions that are called, each named for its result and its arguments: {@code Long} is
 * a 64-bit number or the address of an object of OpenSSL, {@code Int} is an {@code int}, {@code Buffer} is memory of
 * ours. The JVM trusts the components of records, so that a call through a constant costs what one through its handle
 * does.
 */
@SuppressWarnings("restricted") // that is what this package is for
final class Call {

    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;

    private static final MemoryLayout INT = ValueLayout.JAVA_INT;

    private static final MemoryLayout BUFFER = ValueLayout.ADDRESS;

    private Call() {}

    /** The functions of a library. */
    record Library(SymbolLookup symbols) {

        MethodHandle link(String name, FunctionDescriptor signature, Linker.Option... options) {
            var address = this.symbols
                    .find(name)
                    .orElseThrow(() -> new UnsatisfiedLinkError("the library has no function " + name));
            return Linker.nativeLinker().downcallHandle(address, signature, options);
        }
    }

    /**
     * A native function throws nothing, and the signatures here are those of the handles: memory or stack is used up.
     */
    private static Error failed(Throwable thrown) {
        return (thrown instanceof Error error) ? error : new AssertionError(thrown);
    }

    record LongOf(MethodHandle handle) {

        LongOf(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG)));
        }

        long call() {
            try {
                return (long) this.handle.invokeExact();
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfInt(MethodHandle handle) {

        LongOfInt(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, INT)));
        }

        long call(int a) {
            try {
                return (long) this.handle.invokeExact(a);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLong(MethodHandle handle) {

        LongOfLong(Library library, String name, Linker.Option... options) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG), options));
        }

        long call(long a) {
            try {
                return (long) this.handle.invokeExact(a);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongBuffer(MethodHandle handle) {

        LongOfLongBuffer(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, BUFFER)));
        }

        long call(long a, MemorySegment b) {
            try {
                return (long) this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongInt(MethodHandle handle) {

        LongOfLongInt(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, INT)));
        }

        long call(long a, int b) {
            try {
                return (long) this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongLong(MethodHandle handle) {

        LongOfLongLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, LONG)));
        }

        long call(long a, long b) {
            try {
                return (long) this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongLongInt(MethodHandle handle) {

        LongOfLongLongInt(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, LONG, INT)));
        }

        long call(long a, long b, int c) {
            try {
                return (long) this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongBufferLong(MethodHandle handle) {

        LongOfLongBufferLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, BUFFER, LONG)));
        }

        long call(long a, MemorySegment b, long c) {
            try {
                return (long) this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongIntLong(MethodHandle handle) {

        LongOfLongIntLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, INT, LONG)));
        }

        long call(long a, int b, long c) {
            try {
                return (long) this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record LongOfLongIntLongBuffer(MethodHandle handle) {

        LongOfLongIntLongBuffer(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(LONG, LONG, INT, LONG, BUFFER)));
        }

        long call(long a, int b, long c, MemorySegment d) {
            try {
                return (long) this.handle.invokeExact(a, b, c, d);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLong(MethodHandle handle) {

        IntOfLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(INT, LONG)));
        }

        int call(long a) {
            try {
                return (int) this.handle.invokeExact(a);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLongInt(MethodHandle handle) {

        IntOfLongInt(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(INT, LONG, INT)));
        }

        int call(long a, int b) {
            try {
                return (int) this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLongLong(MethodHandle handle) {

        IntOfLongLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(INT, LONG, LONG)));
        }

        int call(long a, long b) {
            try {
                return (int) this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLongBuffer(MethodHandle handle) {

        IntOfLongBuffer(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(INT, LONG, BUFFER)));
        }

        int call(long a, MemorySegment b) {
            try {
                return (int) this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLongBufferInt(MethodHandle handle) {

        IntOfLongBufferInt(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(INT, LONG, BUFFER, INT)));
        }

        int call(long a, MemorySegment b, int c) {
            try {
                return (int) this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLongLongLongBufferBuffer(MethodHandle handle) {

        IntOfLongLongLongBufferBuffer(Library library, String name) {
            this(library.link(name, FunctionDescriptor.of(INT, LONG, LONG, LONG, BUFFER, BUFFER)));
        }

        int call(long a, long b, long c, MemorySegment d, MemorySegment e) {
            try {
                return (int) this.handle.invokeExact(a, b, c, d, e);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record IntOfLongBufferLongBufferLongBufferLongInt(MethodHandle handle) {

        IntOfLongBufferLongBufferLongBufferLongInt(Library library, String name) {
            this(library.link(
                    name, FunctionDescriptor.of(INT, LONG, BUFFER, LONG, BUFFER, LONG, BUFFER, LONG, INT)));
        }

        int call(
                long a, MemorySegment b, long c, MemorySegment d, long e, MemorySegment f, long g, int h) {
            try {
                return (int) this.handle.invokeExact(a, b, c, d, e, f, g, h);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOf(MethodHandle handle) {

        VoidOf(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid()));
        }

        void call() {
            try {
                this.handle.invokeExact();
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOfLong(MethodHandle handle) {

        VoidOfLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid(LONG)));
        }

        void call(long a) {
            try {
                this.handle.invokeExact(a);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOfLongInt(MethodHandle handle) {

        VoidOfLongInt(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid(LONG, INT)));
        }

        void call(long a, int b) {
            try {
                this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOfLongLong(MethodHandle handle) {

        VoidOfLongLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid(LONG, LONG)));
        }

        void call(long a, long b) {
            try {
                this.handle.invokeExact(a, b);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOfLongIntLong(MethodHandle handle) {

        VoidOfLongIntLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid(LONG, INT, LONG)));
        }

        void call(long a, int b, long c) {
            try {
                this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOfLongLongLong(MethodHandle handle) {

        VoidOfLongLongLong(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid(LONG, LONG, LONG)));
        }

        void call(long a, long b, long c) {
            try {
                this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    record VoidOfLongBufferBuffer(MethodHandle handle) {

        VoidOfLongBufferBuffer(Library library, String name) {
            this(library.link(name, FunctionDescriptor.ofVoid(LONG, BUFFER, BUFFER)));
        }

        void call(long a, MemorySegment b, MemorySegment c) {
            try {
                this.handle.invokeExact(a, b, c);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }
}
