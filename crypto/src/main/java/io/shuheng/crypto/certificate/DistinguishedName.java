package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/**
 * The name of a subject or issuer (可辨别名). Immutable and thread-safe; two names are equal if their DER forms are: the strictest
 * comparison RFC 5280, 7.1 allows.
 */
public final class DistinguishedName {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 4096;

    private static final int MAXIMUM_VALUE_LENGTH = 200;

    /** Attributes that name or describe a natural person: X.520, RFC 3739, ISIS-MTT. */
    private static final Map<ASN1ObjectIdentifier, String> PERSONAL = Map.ofEntries(
            Map.entry(BCStyle.SURNAME, "surname"),
            Map.entry(BCStyle.GIVENNAME, "givenName"),
            Map.entry(BCStyle.INITIALS, "initials"),
            Map.entry(BCStyle.GENERATION, "generationQualifier"),
            Map.entry(BCStyle.NAME, "name"),
            Map.entry(BCStyle.PSEUDONYM, "pseudonym"),
            Map.entry(BCStyle.NAME_AT_BIRTH, "nameAtBirth"),
            Map.entry(BCStyle.DATE_OF_BIRTH, "dateOfBirth"),
            Map.entry(BCStyle.PLACE_OF_BIRTH, "placeOfBirth"),
            Map.entry(BCStyle.GENDER, "gender"),
            Map.entry(BCStyle.COUNTRY_OF_CITIZENSHIP, "countryOfCitizenship"),
            Map.entry(BCStyle.COUNTRY_OF_RESIDENCE, "countryOfResidence"));

    private final X500Name name;
    private final byte[] der;
    private final String text;

    /** Refuses a name whose texts are not texts: who reads certificates from outside must be able to print them. */
    DistinguishedName(X500Name name) {
        this.name = name;
        this.der = StrictDer.encode(name);
        try {
            this.text = RFC4519Style.INSTANCE.toString(name);
        } catch (IllegalArgumentException e) {
            throw new CryptoException(Code.MALFORMED, "a name has a value that is no text: " + e.getMessage());
        }
    }

    /**
     * Starts a name with a country.
     *
     * @param country two capital letters (ISO 3166-1)
     * @return a builder
     * @throws CryptoException MALFORMED
     */
    public static Builder ofCountry(String country) {
        return new Builder(country);
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes
     * @return the name
     * @throws CryptoException MALFORMED, TRAILING_BYTES or LIMIT_EXCEEDED
     */
    public static DistinguishedName ofDer(byte[] der) {
        return StrictDer.read(
                der, MAXIMUM_LENGTH, "name", sequence -> new DistinguishedName(X500Name.getInstance(sequence)));
    }

    X500Name x500() {
        return name;
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The common name.
     *
     * @return the first one, if there is any
     */
    public Optional<String> commonName() {
        return first(BCStyle.CN);
    }

    /**
     * The organization.
     *
     * @return the first one, if there is any
     */
    public Optional<String> organization() {
        return first(BCStyle.O);
    }

    /**
     * The serial number attribute, where a USCC (统一社会信用代码) or a staff number stands.
     *
     * @return the first one, if there is any
     */
    public Optional<String> serialNumber() {
        return first(BCStyle.SERIALNUMBER);
    }

    private Optional<String> first(ASN1ObjectIdentifier type) {
        RDN[] found = name.getRDNs(type);
        return found.length > 0 && valueOf(found[0], type).getValue() instanceof ASN1String text
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    private static AttributeTypeAndValue valueOf(RDN rdn, ASN1ObjectIdentifier type) {
        return Arrays.stream(rdn.getTypesAndValues())
                .filter(value -> value.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The attribute by which this name describes a natural person.
     *
     * @return its X.520 name, or nothing
     */
    public Optional<String> personalAttribute() {
        return Arrays.stream(name.getAttributeTypes())
                .map(PERSONAL::get)
                .filter(attribute -> attribute != null)
                .findFirst();
    }

    /** Refuses a name that describes a natural person. */
    void requireNoPersonalAttribute() {
        personalAttribute().ifPresent(attribute -> {
            throw new CryptoException(
                    Code.CERT_PERSONAL_NAME,
                    "the subject has the attribute " + attribute + "; persons are named by office and staff number");
        });
    }

    boolean isEmpty() {
        return name.size() == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinguishedName that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    /** The text form of RFC 4514. */
    @Override
    public String toString() {
        return text;
    }

    /** Builds a name part by part, in the order of the calls. Mutable, for one thread. */
    public static final class Builder {
        private final X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);

        private Builder(String country) {
            if (!country.matches("[A-Z]{2}")) {
                throw new CryptoException(Code.MALFORMED, "a country is two capital letters, not '" + country + "'");
            }
            builder.addRDN(BCStyle.C, country);
        }

        /**
         * Adds the organization's legal name.
         *
         * @param organization 1 to 200 characters
         * @return this
         * @throws CryptoException LIMIT_EXCEEDED or MALFORMED
         */
        public Builder organization(String organization) {
            return add(BCStyle.O, "organization", organization);
        }

        /**
         * Adds an organizational unit or an office.
         *
         * @param unit 1 to 200 characters
         * @return this
         * @throws CryptoException LIMIT_EXCEEDED or MALFORMED
         */
        public Builder organizationalUnit(String unit) {
            return add(BCStyle.OU, "organizationalUnit", unit);
        }

        /**
         * Adds the common name.
         *
         * @param commonName 1 to 200 characters
         * @return this
         * @throws CryptoException LIMIT_EXCEEDED or MALFORMED
         */
        public Builder commonName(String commonName) {
            return add(BCStyle.CN, "commonName", commonName);
        }

        /**
         * Adds an identifier: a USCC or a staff number.
         *
         * @param serialNumber 1 to 200 printable ASCII characters
         * @return this
         * @throws CryptoException LIMIT_EXCEEDED or MALFORMED
         */
        public Builder serialNumber(String serialNumber) {
            if (!serialNumber.matches("[A-Za-z0-9 .:/+-]*")) {
                throw new CryptoException(Code.MALFORMED, "serialNumber has characters outside A-Z a-z 0-9 . : / + -");
            }
            return add(BCStyle.SERIALNUMBER, "serialNumber", serialNumber);
        }

        private Builder add(ASN1ObjectIdentifier type, String field, String value) {
            if (value.isBlank() || value.length() > MAXIMUM_VALUE_LENGTH) {
                throw new CryptoException(
                        Code.LIMIT_EXCEEDED,
                        field + " has 1 to " + MAXIMUM_VALUE_LENGTH + " characters, not " + value.length());
            }
            if (value.chars().anyMatch(Character::isISOControl) || value.startsWith("#") || value.contains("\\")) {
                throw new CryptoException(
                        Code.MALFORMED, field + " has a control character, a backslash or a leading #");
            }
            builder.addRDN(type, value);
            return this;
        }

        /**
         * Ends the name.
         *
         * @return the name
         */
        public DistinguishedName build() {
            return new DistinguishedName(builder.build());
        }
    }
}
