package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ja4Tests {

    /** The example of the specification: a browser. */
    private static final ClientHelloFields BROWSER = new ClientHelloFields(
            0x0303,
            List.of(0x0304, 0x0303),
            codes("1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035"),
            codes("001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015"),
            codes("001d,0017,0018"),
            codes("0403,0804,0401,0503,0805,0501,0806,0601"),
            List.of(ascii("h2"), ascii("http/1.1")));

    @Test
    void isThatOfTheSpecification() {
        assertThat(Ja4.of(BROWSER)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
    }

    @Test
    void doesNotDependOnTheOrderOfCipherSuitesAndExtensions() {
        var shuffled = new ClientHelloFields(
                BROWSER.legacyVersion(),
                reversed(BROWSER.versions()),
                reversed(BROWSER.cipherSuites()),
                reversed(BROWSER.extensions()),
                BROWSER.groups(),
                BROWSER.signatureSchemes(),
                BROWSER.protocols());

        assertThat(Ja4.of(shuffled)).isEqualTo(Ja4.of(BROWSER));
    }

    @Test
    void saysThatThereIsNoNameNorProtocolNorExtension() {
        var bare = new ClientHelloFields(0x0302, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

        assertThat(Ja4.of(bare)).isEqualTo("t11i000000_000000000000_000000000000");
    }

    @ParameterizedTest
    @CsvSource({"http/1.1,h1", "h2,h2", "x,xx", "'-x',28", "'é',c9"})
    void showsTheFirstProtocol(String protocol, String shown) {
        var hello = new ClientHelloFields(
                0x0303,
                List.of(),
                List.of(0x1301),
                List.of(16),
                List.of(),
                List.of(),
                List.of(protocol.equals("é") ? protocol.getBytes(StandardCharsets.UTF_8) : ascii(protocol)));

        assertThat(Ja4.of(hello)).startsWith("t12i0101" + shown + "_");
    }

    @Test
    void countsToNinetyNine() {
        var codes = IntStream.range(0x0100, 0x0200).boxed().toList();
        var hello = new ClientHelloFields(0x0303, List.of(0x0304), codes, codes, List.of(), List.of(), List.of());

        assertThat(Ja4.of(hello)).startsWith("t13i999900_");
    }

    private static List<Integer> codes(String hexadecimal) {
        return Stream.of(hexadecimal.split(","))
                .map(code -> Integer.valueOf(code, 16))
                .toList();
    }

    private static List<Integer> reversed(List<Integer> codes) {
        var array = codes.toArray(Integer[]::new);
        return IntStream.rangeClosed(1, array.length)
                .mapToObj(i -> array[array.length - i])
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
