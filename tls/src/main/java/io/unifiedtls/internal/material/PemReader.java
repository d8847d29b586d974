package io.unifiedtls.internal.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;
import io.unifiedtls.internal.x509.DerReader;

/**
 * Splits a file into its blocks (RFC 7468), in their order; a binary file is a single block, unless it is several
 * certificates one after the other.
 *
 * <p>Text before, between and after the blocks is skipped, with it a byte order mark. Any line ending will do, as will
 * none, since environment variables and YAML often lose them.
 */
final class PemReader {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    // RFC 7468 3, but for the length: a key is longer, which follows if the line lost its last hyphens
    private static final Pattern OPENING = Pattern.compile("-----BEGIN ((?:[!-,.-~]|[ -](?![ -])){0,60})-----");

    // what environment files and quoted YAML make of line ends
    private static final Pattern LITERAL_LINE_END = Pattern.compile("\\\\+[rn]");

    private PemReader() {}

    /** Returns the blocks, none if the content is neither PEM nor any binary format of this package. */
    static List<PemBlock> read(byte[] content, String source) throws ConfigurationException {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.isBlank() || text.equals("\u00EF\u00BB\u00BF")) {
            throw new ConfigurationException("%s is empty".formatted(source));
        }
        if (text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF")) {
            throw new ConfigurationException("%s is UTF-16 text; save it as UTF-8".formatted(source));
        }
        var binary = PemBlock.ofBinary(content);
        if (binary.kind() != PemType.OTHER) {
            return List.of(binary);
        }
        var certificates = certificates(content);
        if (!certificates.isEmpty()) {
            return certificates;
        }
        ContentDiagnosis.refuse(new String(content, StandardCharsets.UTF_8), source);
        return blocks(LITERAL_LINE_END.matcher(text).replaceAll("\n"), source);
    }

    /** Returns the certificates of a binary file that has nothing else, one after the other; none of any other. */
    private static List<PemBlock> certificates(byte[] content) {
        var blocks = new ArrayList<PemBlock>();
        try {
            var elements = DerReader.of(content);
            while (elements.nextIs(DerReader.SEQUENCE)) {
                var block = PemBlock.ofBinary(elements.element());
                if (block.kind() != PemType.CERTIFICATE) {
                    return List.of();
                }
                blocks.add(block);
            }
            return elements.hasMore() ? List.of() : blocks;
        } catch (IOException notDer) {
            return List.of();
        }
    }

    private static List<PemBlock> blocks(String text, String source) throws ConfigurationException {
        var blocks = new ArrayList<PemBlock>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            var opening = OPENING.matcher(text).region(begin, text.length());
            if (!opening.lookingAt()) {
                throw new ConfigurationException("malformed '-----BEGIN …-----' line in %s".formatted(source));
            }
            var label = opening.group(1);
            int bodyEnd = text.indexOf(DASHES, opening.end());
            var end = "-----END %s-----".formatted(label);
            if (bodyEnd < 0 || !text.startsWith(end, bodyEnd)) {
                throw new ConfigurationException("%s is truncated; the line '-----END %s-----' is missing"
                        .formatted(source, SecretText.shown(label)));
            }
            blocks.add(PemBlock.ofText(label, text.substring(opening.end(), bodyEnd)));
            begin = text.indexOf(BEGIN, bodyEnd + end.length());
        }
        return blocks;
    }
}
