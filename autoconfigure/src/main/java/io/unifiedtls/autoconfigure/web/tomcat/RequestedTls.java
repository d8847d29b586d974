package io.unifiedtls.autoconfigure.web.tomcat;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

import org.apache.tomcat.util.net.SSLSupport;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.internal.record.ClientHello;

/** Converts what a client offered to Tomcat's request attributes. */
final class RequestedTls {

    private RequestedTls() {}

    /** Returns the attributes, which keep nothing of the message. */
    static Map<String, List<String>> of(ClientHello hello) {
        return Map.of(
                SSLSupport.REQUESTED_PROTOCOL_VERSIONS_KEY,
                new Names(hello.versions(), RequestedTls::version),
                SSLSupport.REQUESTED_CIPHERS_KEY,
                new Names(hello.cipherSuites(), code -> CipherSuite.of(code).name()));
    }

    private static String version(int code) {
        return switch (code) {
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv1.0";
            case 0x0302 -> "TLSv1.1";
            case 0x0303 -> "TLSv1.2";
            case 0x0304 -> "TLSv1.3";
            default -> "0x%04X".formatted(code);
        };
    }

    /** Names that are made only if an application asks for them. Immutable. */
    private static final class Names extends AbstractList<String> {

        private final int[] codes;

        private final IntFunction<String> name;

        Names(Set<Integer> codes, IntFunction<String> name) {
            this.codes = codes.stream().mapToInt(Integer::intValue).toArray();
            this.name = name;
        }

        @Override
        public String get(int index) {
            return this.name.apply(this.codes[index]);
        }

        @Override
        public int size() {
            return this.codes.length;
        }
    }
}
