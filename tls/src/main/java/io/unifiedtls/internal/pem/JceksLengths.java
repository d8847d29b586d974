package io.unifiedtls.internal.pem;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** The lengths that a JCEKS key store claims, for which the JDK makes room before it looks whether so much follows. */
final class JceksLengths {

    private static final int PRIVATE_KEY = 1;
    private static final int CERTIFICATE = 2;

    private final DataInputStream content;

    private JceksLengths(DataInputStream content) {
        this.content = content;
    }

    /**
     * Refuses content that claims more than it has; what follows a secret key, which is no entry for TLS, is not seen.
     */
    static void check(byte[] content) throws IOException {
        var input = new DataInputStream(new ByteArrayInputStream(content));
        input.skipNBytes(4); // the magic number
        new JceksLengths(input).checkEntries(input.readInt());
    }

    private void checkEntries(int version) throws IOException {
        int entries = this.content.readInt();
        for (int i = 0; i < entries; i++) {
            int kind = this.content.readInt();
            if (kind != PRIVATE_KEY && kind != CERTIFICATE) {
                return;
            }
            this.content.readUTF(); // the alias
            this.content.readLong(); // the date
            int certificates = 1;
            if (kind == PRIVATE_KEY) {
                skipClaimed();
                certificates = this.content.readInt();
                if (certificates < 0 || certificates > this.content.available()) {
                    throw new IOException("a chain of %d certificates".formatted(certificates));
                }
            }
            for (int j = 0; j < certificates; j++) {
                if (version == 2) {
                    this.content.readUTF(); // the type of the certificate
                }
                skipClaimed();
            }
        }
    }

    private void skipClaimed() throws IOException {
        int length = this.content.readInt();
        if (length < 0 || length > this.content.available()) {
            throw new IOException("%d bytes where %d are left".formatted(length, this.content.available()));
        }
        this.content.skipNBytes(length);
    }
}
