package io.unifiedtls.internal.pem;

import io.unifiedtls.ConfigurationException;

/** Reads responses of OCSP (RFC 6960, section 4.2.1), as far as a server has to know that it is one. */
final class OcspResponseReader {

    private static final int SEQUENCE = 0x30;

    private static final int ENUMERATED = 0x0A;

    private OcspResponseReader() {}

    /** Checks that the content is a response, and a successful one; clients take any other for a failure. */
    static byte[] read(byte[] content, String source) throws ConfigurationException {
        // A SEQUENCE of one to four bytes of length, then the status, an ENUMERATED of one byte.
        if (content.length == 0 || (content[0] & 0xFF) != SEQUENCE || !DerReader.isOneElement(content)) {
            throw malformed(source);
        }
        var status = 2 + ((content[1] < 0) ? content[1] & 0x7F : 0);
        if (content.length < status + 3 || content[status] != ENUMERATED || content[status + 1] != 1) {
            throw malformed(source);
        }
        if (content[status + 2] != 0) {
            throw new ConfigurationException("the OCSP response in %s is an error (status %d); request it again"
                    .formatted(source, content[status + 2]));
        }
        return content.clone();
    }

    private static ConfigurationException malformed(String source) {
        return new ConfigurationException("no OCSP response found in %s; it must be in DER".formatted(source));
    }
}
