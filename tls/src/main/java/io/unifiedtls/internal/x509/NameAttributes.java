package io.unifiedtls.internal.x509;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.CertificateDetails.NameAttribute;

/** Reads the attributes of a distinguished name (X.501; RFC 5280, section 4.1.2.4), in the order of the name. */
final class NameAttributes {

    private static final int SET = 0x31;

    /** The names of RFC 4519 and X.520, which OpenSSL uses too. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("2.5.4.3", "commonName"),
            Map.entry("2.5.4.4", "surname"),
            Map.entry("2.5.4.5", "serialNumber"),
            Map.entry("2.5.4.6", "countryName"),
            Map.entry("2.5.4.7", "localityName"),
            Map.entry("2.5.4.8", "stateOrProvinceName"),
            Map.entry("2.5.4.9", "streetAddress"),
            Map.entry("2.5.4.10", "organizationName"),
            Map.entry("2.5.4.11", "organizationalUnitName"),
            Map.entry("2.5.4.12", "title"),
            Map.entry("2.5.4.13", "description"),
            Map.entry("2.5.4.15", "businessCategory"),
            Map.entry("2.5.4.17", "postalCode"),
            Map.entry("2.5.4.41", "name"),
            Map.entry("2.5.4.42", "givenName"),
            Map.entry("2.5.4.43", "initials"),
            Map.entry("2.5.4.44", "generationQualifier"),
            Map.entry("2.5.4.46", "dnQualifier"),
            Map.entry("2.5.4.65", "pseudonym"),
            Map.entry("2.5.4.97", "organizationIdentifier"),
            Map.entry("0.9.2342.19200300.100.1.1", "userId"),
            Map.entry("0.9.2342.19200300.100.1.25", "domainComponent"),
            Map.entry("1.2.840.113549.1.9.1", "emailAddress"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocalityName"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvinceName"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountryName"));

    /** The charsets of the string types, by their tags. */
    private static final Map<Integer, Charset> STRINGS = Map.of(
            0x0C, StandardCharsets.UTF_8, // UTF8String
            0x12, StandardCharsets.US_ASCII, // NumericString
            0x13, StandardCharsets.US_ASCII, // PrintableString
            0x14, StandardCharsets.ISO_8859_1, // TeletexString, as everybody writes it
            0x16, StandardCharsets.US_ASCII, // IA5String
            0x1A, StandardCharsets.US_ASCII, // VisibleString
            0x1C, Charset.forName("UTF-32BE"), // UniversalString
            0x1E, StandardCharsets.UTF_16BE); // BMPString

    private NameAttributes() {}

    static List<NameAttribute> read(X500Principal name) {
        var attributes = new ArrayList<NameAttribute>();
        try {
            var relativeNames = DerReader.of(name.getEncoded()).sequence();
            while (relativeNames.hasMore()) {
                var relativeName = relativeNames.inside(SET);
                while (relativeName.hasMore()) {
                    attributes.add(attribute(relativeName.sequence()));
                }
            }
        } catch (IOException malformed) {
            // The JDK has read the name; what it reads more leniently than this ends it.
        }
        return attributes;
    }

    private static NameAttribute attribute(DerReader attribute) throws IOException {
        var type = attribute.objectIdentifier();
        var tag = attribute.nextTag();
        var charset = STRINGS.get(tag);
        var value = (charset == null)
                ? "#" + HexFormat.of().formatHex(attribute.element())
                : new String(attribute.inside(tag).remaining(), charset);
        return new NameAttribute(TYPES.getOrDefault(type, type), value);
    }
}
