package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.StrictDer;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** One SignerInfo (RFC 5652, 5.3) as read: the bytes signed and the rest. Immutable; says nothing about being right. */
final class CmsSigner {
    private static final int MAXIMUM_SIGNATURE_LENGTH = 2048;
    private static final int PARTS = 7;

    private final DerElement whole;
    private final SignerName name;
    private final AlgorithmIdentifier digestAlgorithm;
    private final @Nullable SignedAttributes signedAttributes;
    private final AlgorithmIdentifier signatureAlgorithm;
    private final byte[] signature;
    private final List<DerElement> beforeUnsigned;
    private final @Nullable DerElement unsigned;
    private final List<CmsAttribute> unsignedAttributes;

    private CmsSigner(DerElement whole, String what) {
        this.whole = whole;
        List<DerElement> parts = whole.require(DerElement.SEQUENCE, what).children(PARTS, what);
        Cursor cursor = new Cursor(parts, what);
        int version = version(cursor.next());
        this.name = SignerName.read(cursor.next(), what);
        if (version != name.version()) {
            throw DerElement.malformed(what, "version " + version + " does not go with how it names its certificate");
        }
        this.digestAlgorithm = algorithm(cursor.next(), what);
        DerElement signed = cursor.optional(DerElement.TAG_0);
        this.signedAttributes = signed == null ? null : SignedAttributes.read(signed, what);
        this.signatureAlgorithm = algorithm(cursor.next(), what);
        this.signature = signature(cursor.next().require(DerElement.OCTET_STRING, what), what);
        this.beforeUnsigned = List.copyOf(parts.subList(0, cursor.position()));
        this.unsigned = cursor.optional(DerElement.TAG_1);
        this.unsignedAttributes = unsigned == null ? List.of() : CmsAttribute.all(unsigned, what);
        cursor.requireEnd();
    }

    static CmsSigner of(DerElement whole, String what) {
        return StrictDer.parse(what, () -> new CmsSigner(whole, what));
    }

    private static int version(DerElement element) {
        return ASN1Integer.getInstance(element.parsed("version")).intValueExact();
    }

    /** An algorithm with its parameters as read. */
    private static AlgorithmIdentifier algorithm(DerElement element, String what) {
        return AlgorithmIdentifier.getInstance(
                element.require(DerElement.SEQUENCE, what).parsed(what));
    }

    private static byte[] signature(DerElement element, String what) {
        byte[] signature = element.content();
        if (signature.length > MAXIMUM_SIGNATURE_LENGTH) {
            throw DerElement.malformed(what, "the signature has " + signature.length + " bytes");
        }
        return signature;
    }

    SignerName name() {
        return name;
    }

    AlgorithmIdentifier digestAlgorithm() {
        return digestAlgorithm;
    }

    @Nullable
    SignedAttributes signedAttributes() {
        return signedAttributes;
    }

    AlgorithmIdentifier signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** Whether the signature is SM2 over SM3, with parameters absent or NULL. */
    boolean isSm2() {
        return DocumentSyntax.isSm2Signature(signatureAlgorithm.getAlgorithm())
                && !HashAlgorithm.hasParameters(signatureAlgorithm);
    }

    byte[] signature() {
        return signature.clone();
    }

    /** Values of all unsigned attributes of a type, in their order. */
    List<DerElement> unsigned(ASN1ObjectIdentifier type) {
        return unsignedAttributes.stream()
                .filter(attribute -> attribute.type().equals(type))
                .flatMap(attribute -> attribute.values().stream())
                .toList();
    }

    byte[] bytes() {
        return whole.bytes();
    }

    /** This signer with one more unsigned attribute; all that is signed keeps its bytes. */
    byte[] withUnsigned(byte[] attribute) {
        List<byte[]> attributes = new ArrayList<>();
        if (unsigned != null) {
            unsigned.children(Integer.MAX_VALUE, "unsigned attributes").forEach(each -> attributes.add(each.bytes()));
        }
        attributes.add(attribute);
        List<byte[]> parts = new ArrayList<>();
        beforeUnsigned.forEach(part -> parts.add(part.bytes()));
        parts.add(DerWriter.setOf(DerElement.TAG_1, attributes));
        return DerWriter.element(DerElement.SEQUENCE, parts);
    }
}
