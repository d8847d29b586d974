package io.unifiedtls.internal.material;

import java.io.IOException;

import io.unifiedtls.internal.x509.DerReader;

/** The content of a PEM block or a binary file. */
enum PemType {
    CERTIFICATE("a certificate"),
    TRUSTED_CERTIFICATE("an OpenSSL trusted certificate"),
    REVOCATION_LIST("a CRL"),
    SIGNING_REQUEST("a certificate signing request"),
    PUBLIC_KEY("a public key"),
    EC_PARAMETERS("EC parameters"),
    PKCS7("a PKCS#7 bundle"),

    PRIVATE_KEY("a private key"),
    ENCRYPTED_PRIVATE_KEY("a private key"),
    RSA_PRIVATE_KEY("a private key"),
    EC_PRIVATE_KEY("a private key"),
    DSA_PRIVATE_KEY("a private key"),
    OPENSSH_PRIVATE_KEY("a private key"),
    OTHER_PRIVATE_KEY("a private key"),

    PKCS12("a PKCS#12 key store"),
    JKS("a JKS key store"),
    JCEKS("a JCEKS key store"),

    OTHER("something else");

    private final String description;

    PemType(String description) {
        this.description = description;
    }

    String description() {
        return this.description;
    }

    boolean isPrivateKey() {
        return compareTo(PRIVATE_KEY) >= 0 && compareTo(OTHER_PRIVATE_KEY) <= 0;
    }

    boolean isKeyStore() {
        return compareTo(PKCS12) >= 0 && compareTo(JCEKS) <= 0;
    }

    /** Returns what a block with this PEM label holds (RFC 7468, and the labels of OpenSSL). */
    static PemType ofLabel(String label) {
        return switch (label) {
            case "CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE" -> CERTIFICATE;
            case "TRUSTED CERTIFICATE" -> TRUSTED_CERTIFICATE;
            case "X509 CRL", "X.509 CRL", "CRL" -> REVOCATION_LIST;
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> SIGNING_REQUEST;
            case "PUBLIC KEY", "RSA PUBLIC KEY", "EC PUBLIC KEY", "DSA PUBLIC KEY" -> PUBLIC_KEY;
            case "EC PARAMETERS" -> EC_PARAMETERS;
            case "PKCS7", "CMS", "PKCS #7 SIGNED DATA" -> PKCS7;
            case "PRIVATE KEY" -> PRIVATE_KEY;
            case "ENCRYPTED PRIVATE KEY" -> ENCRYPTED_PRIVATE_KEY;
            case "RSA PRIVATE KEY" -> RSA_PRIVATE_KEY;
            case "EC PRIVATE KEY" -> EC_PRIVATE_KEY;
            case "DSA PRIVATE KEY" -> DSA_PRIVATE_KEY;
            case "OPENSSH PRIVATE KEY" -> OPENSSH_PRIVATE_KEY;
            default -> label.endsWith("PRIVATE KEY") ? OTHER_PRIVATE_KEY : OTHER;
        };
    }

    /** Returns what a file without PEM blocks holds, by its structure. */
    static PemType ofBinary(byte[] content) {
        if (startsWith(content, 0xFE, 0xED, 0xFE, 0xED)) {
            return JKS;
        }
        if (startsWith(content, 0xCE, 0xCE, 0xCE, 0xCE)) {
            return JCEKS;
        }
        if (startsWith(content, 0x30, 0x80, 0x02, 0x01, 0x03)) {
            return PKCS12; // in BER with an indefinite length, as some tools write it
        }
        try {
            return DerReader.isOneElement(content) ? ofDer(DerReader.of(content).sequence()) : OTHER;
        } catch (IOException exception) {
            return OTHER;
        }
    }

    private static PemType ofDer(DerReader element) throws IOException {
        return switch (element.shape(3)) {
            case "INTEGER OCTETS TAGGED", "INTEGER OCTETS" -> EC_PRIVATE_KEY; // RFC 5915 3
            case "INTEGER INTEGER INTEGER" ->
                element.shape(7).split(" ").length == 6
                        ? DSA_PRIVATE_KEY // version, p, q, g, y, x
                        : RSA_PRIVATE_KEY; // RFC 8017 A.1.2
            case "INTEGER INTEGER" -> PUBLIC_KEY; // RFC 8017 A.1.1
            case "INTEGER SEQUENCE OCTETS" -> PRIVATE_KEY; // RFC 5208
            case "INTEGER SEQUENCE SEQUENCE", "INTEGER SEQUENCE" -> PKCS12; // RFC 7292, with and without a MAC
            case "SEQUENCE OCTETS" -> ENCRYPTED_PRIVATE_KEY; // RFC 5208
            case "SEQUENCE BITS" -> PUBLIC_KEY; // RFC 5280 4.1
            case "SEQUENCE SEQUENCE BITS" -> ofSigned(element.sequence());
            case "OID TAGGED" -> PKCS7; // RFC 5652
            default -> OTHER;
        };
    }

    private static PemType ofSigned(DerReader signed) throws IOException {
        return switch (signed.shape(4)) {
            case "INTEGER SEQUENCE SEQUENCE TAGGED", "INTEGER SEQUENCE SEQUENCE" -> SIGNING_REQUEST; // RFC 2986 4.1
            case "INTEGER SEQUENCE SEQUENCE TIME",
                    "SEQUENCE SEQUENCE TIME",
                    "SEQUENCE SEQUENCE TIME TIME",
                    "SEQUENCE SEQUENCE TIME SEQUENCE" -> REVOCATION_LIST; // RFC 5280 5.1
            case "TAGGED INTEGER SEQUENCE SEQUENCE", "INTEGER SEQUENCE SEQUENCE SEQUENCE" ->
                CERTIFICATE; // RFC 5280 4.1
            default -> OTHER;
        };
    }

    private static boolean startsWith(byte[] content, int... prefix) {
        if (content.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((content[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
