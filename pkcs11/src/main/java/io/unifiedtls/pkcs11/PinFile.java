package io.unifiedtls.pkcs11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** A file that holds the PIN of a token and nothing else, but for a line ending. */
final class PinFile {

    // Longer than the PIN of any token: what is larger is some other file.
    private static final long LARGEST = 1024;

    private PinFile() {}

    static char[] read(Path file) throws ConfigurationException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ConfigurationException("%s is too large for a file with only a PIN".formatted(file));
            }
            var bytes = Files.readAllBytes(file);
            var decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            int end = decoded.limit();
            while (end > 0 && (decoded.get(end - 1) == '\n' || decoded.get(end - 1) == '\r')) {
                end--;
            }
            var pin = Arrays.copyOf(decoded.array(), end);
            Arrays.fill(decoded.array(), '\0');
            if (end == 0) {
                throw new ConfigurationException("no PIN found in %s: the file is empty".formatted(file));
            }
            return pin;
        } catch (ConfigurationException e) {
            throw e;
        } catch (IOException e) {
            throw new ConfigurationException("cannot read the PIN in %s".formatted(SecretText.shown(file)), e);
        }
    }
}
