package io.unifiedtls.internal.material;

import java.io.IOException;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;

/** Reads responses of OCSP (RFC 6960, section 4.2.1), as far as a server has to know that it is one. */
final class OcspResponseReader {

    private static final int ENUMERATED = 0x0A;

    private OcspResponseReader() {}

    /** Checks that the content is a response, and a successful one; clients take any other for a failure. */
    static byte[] read(byte[] content, String source) throws ConfigurationException {
        var status = status(content);
        if (status.length != 1) {
            throw malformed(source);
        }
        if (status[0] != 0) {
            throw new ConfigurationException(
                    "the OCSP response in %s is an error (status %d); request it again".formatted(source, status[0]));
        }
        return content.clone();
    }

    /** Returns the status, an ENUMERATED at the start of a SEQUENCE; nothing if the content is something else. */
    private static byte[] status(byte[] content) {
        try {
            var response = DerReader.of(content);
            var status = response.sequence().inside(ENUMERATED).remaining();
            return response.hasMore() ? new byte[0] : status;
        } catch (IOException notDer) {
            return new byte[0];
        }
    }

    private static ConfigurationException malformed(String source) {
        return new ConfigurationException("no OCSP response found in %s; it must be in DER".formatted(source));
    }
}
