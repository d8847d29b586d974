package io.unifiedtls.pkcs11;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/**
 * The labels of tokens, asked of the PKCS#11 module itself: the JDK's provider reads them, and has no API that tells
 * them.
 *
 * <p>Through the Foreign Function and Memory API of JDK 22 and later, by reflection, since this is compiled for JDK 17.
 * Not on Windows, where the structures of PKCS#11 have another layout.
 */
final class NativeTokens {

    private static final String API = "java.lang.foreign.";

    private static final long OK = 0;

    /** CKR_TOKEN_NOT_PRESENT and CKR_TOKEN_NOT_RECOGNIZED: a slot without a token. */
    private static final long NOT_PRESENT = 0xE0;

    private static final long NOT_RECOGNIZED = 0xE1;

    /** Where pointers to functions are in CK_FUNCTION_LIST, behind the version: the fifth and the seventh. */
    private static final int GET_SLOT_LIST = 40;

    private static final int GET_TOKEN_INFO = 56;

    private static final int FUNCTION_LIST_BYTES = 68 * 8;

    /** More than CK_TOKEN_INFO has; its first 32 bytes are the label, padded with spaces. */
    private static final int TOKEN_INFO_BYTES = 512;

    private static final int LABEL_BYTES = 32;

    private static final int MOST_SLOTS = 1024;

    private NativeTokens() {}

    static boolean isSupported() {
        return Runtime.version().feature() >= 22
                && !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")
                && System.getProperty("sun.arch.data.model", "64").equals("64");
    }

    /**
     * Returns the labels of the tokens that are present and have one, by the numbers of their slots, in the order of
     * the module.
     *
     * @param module the file of the module, which the JDK's provider has initialized
     * @throws ConfigurationException if the module refuses to list them
     */
    static Map<Long, String> labels(Path module) throws ConfigurationException {
        try {
            return new Calls(module).labels();
        } catch (ConfigurationException e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw unusable(module, e.getCause());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw unusable(module, e);
        }
    }

    private static ConfigurationException unusable(Path module, @Nullable Throwable cause) {
        return new ConfigurationException(
                "cannot list the tokens of %s; is it a PKCS#11 module?".formatted(SecretText.shown(module)), cause);
    }

    /** The functions of a module. The memory that they use is freed with this. */
    private static final class Calls {

        private final Class<?> segment = Class.forName(API + "MemorySegment");

        private final Class<?> layout = Class.forName(API + "MemoryLayout");

        private final Class<?> arena = Class.forName(API + "Arena");

        private final Object memory = this.arena.getMethod("ofAuto").invoke(null);

        private final Object linker =
                Class.forName(API + "Linker").getMethod("nativeLinker").invoke(null);

        private final Object ulong = value("JAVA_LONG");

        private final Object address = value("ADDRESS");

        private final Path module;

        private final ByteBuffer functions;

        Calls(Path module) throws Throwable {
            this.module = module;
            var lookup = Class.forName(API + "SymbolLookup")
                    .getMethod("libraryLookup", Path.class, this.arena)
                    .invoke(null, module, this.memory);
            var getFunctionList = (Optional<?>) Class.forName(API + "SymbolLookup")
                    .getMethod("find", String.class)
                    .invoke(lookup, "C_GetFunctionList");
            if (getFunctionList.isEmpty()) {
                throw new ConfigurationException("%s is not a PKCS#11 module".formatted(SecretText.shown(module)));
            }
            var pointer = allocate(Long.BYTES);
            check((long) function(getFunctionList.get(), this.address).invokeWithArguments(pointer));
            this.functions = buffer(at(buffer(pointer).getLong(0), FUNCTION_LIST_BYTES));
        }

        Map<Long, String> labels() throws Throwable {
            var list = allocate(MOST_SLOTS * Long.BYTES);
            var count = allocate(Long.BYTES);
            buffer(count).putLong(0, MOST_SLOTS);
            check((long) function(pointer(GET_SLOT_LIST), value("JAVA_BYTE"), this.address, this.address)
                    .invokeWithArguments((byte) 1, list, count));
            var getTokenInfo = function(pointer(GET_TOKEN_INFO), this.ulong, this.address);
            var labels = new LinkedHashMap<Long, String>();
            for (int i = 0; i < Math.min(buffer(count).getLong(0), MOST_SLOTS); i++) {
                var slot = buffer(list).getLong(i * Long.BYTES);
                var information = allocate(TOKEN_INFO_BYTES);
                var result = (long) getTokenInfo.invokeWithArguments(slot, information);
                if (result != NOT_PRESENT && result != NOT_RECOGNIZED) {
                    check(result);
                    var label = new byte[LABEL_BYTES];
                    buffer(information).get(0, label);
                    var text = new String(label, StandardCharsets.UTF_8).stripTrailing();
                    if (!text.isEmpty()) { // as that of a token that was not set up yet
                        labels.put(slot, text);
                    }
                }
            }
            return labels;
        }

        private void check(long result) throws ConfigurationException {
            if (result != OK) {
                throw new ConfigurationException("the PKCS#11 module %s returned the error 0x%x"
                        .formatted(SecretText.shown(this.module), result));
            }
        }

        // ---- java.lang.foreign

        private static Object value(String layout) throws ReflectiveOperationException {
            return Class.forName(API + "ValueLayout").getField(layout).get(null);
        }

        private Object pointer(int offset) throws ReflectiveOperationException {
            return at(this.functions.getLong(offset), 0);
        }

        private Object at(long address, long bytes) throws ReflectiveOperationException {
            var at = this.segment.getMethod("ofAddress", long.class).invoke(null, address);
            return this.segment.getMethod("reinterpret", long.class).invoke(at, bytes);
        }

        private Object allocate(long bytes) throws ReflectiveOperationException {
            return this.arena.getMethod("allocate", long.class, long.class).invoke(this.memory, bytes, Long.BYTES);
        }

        private ByteBuffer buffer(Object memory) throws ReflectiveOperationException {
            var buffer = (ByteBuffer) this.segment.getMethod("asByteBuffer").invoke(memory);
            return buffer.order(ByteOrder.nativeOrder());
        }

        /** Returns a function that returns a CK_RV. */
        private MethodHandle function(Object address, Object... parameters) throws ReflectiveOperationException {
            var layouts = Array.newInstance(this.layout, parameters.length);
            for (int i = 0; i < parameters.length; i++) {
                Array.set(layouts, i, parameters[i]);
            }
            var descriptorType = Class.forName(API + "FunctionDescriptor");
            var descriptor = descriptorType
                    .getMethod("of", this.layout, layouts.getClass())
                    .invoke(null, this.ulong, layouts);
            var optionType = Class.forName(API + "Linker$Option");
            return (MethodHandle) Class.forName(API + "Linker")
                    .getMethod(
                            "downcallHandle",
                            this.segment,
                            descriptorType,
                            Array.newInstance(optionType, 0).getClass())
                    .invoke(this.linker, address, descriptor, Array.newInstance(optionType, 0));
        }
    }
}
