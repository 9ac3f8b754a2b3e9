package io.shuheng.crypto.document;

import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * An attribute of a signer: a type and its values, as read. Immutable.
 *
 * @param type what it says
 * @param values at least one
 */
record CmsAttribute(ASN1ObjectIdentifier type, List<DerElement> values) {
    private static final int MAXIMUM_ATTRIBUTES = 32;
    private static final int MAXIMUM_VALUES = 16;

    /** The attributes in a SET, whatever its tag. */
    static List<CmsAttribute> all(DerElement set, String what) {
        return set.children(MAXIMUM_ATTRIBUTES, what).stream()
                .map(attribute -> of(attribute, what))
                .toList();
    }

    private static CmsAttribute of(DerElement attribute, String what) {
        List<DerElement> parts = attribute.require(DerElement.SEQUENCE, what).children(2, what);
        if (parts.size() != 2) {
            throw DerElement.malformed(what, "an attribute has a type and values");
        }
        ASN1ObjectIdentifier type = ASN1ObjectIdentifier.getInstance(
                parts.get(0).require(DerElement.OBJECT_IDENTIFIER, what).parsed(what));
        List<DerElement> values = parts.get(1).require(DerElement.SET, what).children(MAXIMUM_VALUES, what);
        if (values.isEmpty()) {
            throw DerElement.malformed(what, "attribute " + type + " has no value");
        }
        return new CmsAttribute(type, values);
    }

    /** An attribute with one value. */
    static byte[] encoded(ASN1ObjectIdentifier type, byte[] value) {
        return DerWriter.element(
                DerElement.SEQUENCE, DerWriter.encoded(type), DerWriter.element(DerElement.SET, value));
    }

    static byte[] encoded(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return encoded(type, DerWriter.encoded(value));
    }
}
