package io.unifiedtls.internal.material;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/**
 * One block of a PEM file, or the whole of a binary one.
 *
 * @param label what the file calls it, such as {@code CERTIFICATE}; of a binary file, what we call it
 * @param body the text between the lines that begin and end the block: headers, if any, and base64
 */
record PemBlock(PemType kind, String label, String body) {

    // RFC 1421 4.4: headers end with an empty line
    private static final Pattern HEADERS = Pattern.compile("\\A\\s*[\\w-]+:.*?\\R[ \\t]*\\R", Pattern.DOTALL);

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    static PemBlock ofText(String label, String body) {
        return new PemBlock(PemType.ofLabel(label), label, body);
    }

    static PemBlock ofBinary(byte[] content) {
        var kind = PemType.ofBinary(content);
        return new PemBlock(kind, kind.description(), Base64.getEncoder().encodeToString(content));
    }

    /** Returns whether OpenSSL's own encryption, older than PKCS#8's, protects the block. */
    boolean isEncryptedByHeader() {
        return this.body.contains("Proc-Type:") && this.body.contains("ENCRYPTED");
    }

    /** Decodes the content, of which the file is the source. */
    byte[] decode(String source) throws ConfigurationException {
        var base64 =
                WHITESPACE.matcher(HEADERS.matcher(this.body).replaceFirst("")).replaceAll("");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException exception) {
            // without the cause: it quotes a character, and this may be a key
            throw new ConfigurationException("bad base64 in the %s of %s%s"
                    .formatted(SecretText.shown(this.label), source, ContentDiagnosis.oddCharacter(utf8(this.body))));
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PemBlock[" + SecretText.shown(this.label) + "]";
    }
}
