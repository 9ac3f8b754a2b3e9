package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Writes signed data whose signers use SM3 and name their certificate by issuer and number. Stateless. */
final class CmsWriter {
    private CmsWriter() {}

    /** The whole ContentInfo; sets are sorted, certificates and lists that stand twice are written once. */
    static byte[] signedData(
            DocumentSyntax syntax,
            int version,
            ASN1ObjectIdentifier contentType,
            byte @Nullable [] content,
            Collection<byte[]> certificates,
            Collection<byte[]> revocationLists,
            Collection<byte[]> signers) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(DerWriter.encoded(new ASN1Integer(version)));
        parts.add(DerWriter.element(DerElement.SET, DerWriter.encoded(HashAlgorithm.SM3.identifier())));
        parts.add(encapsulated(contentType, content));
        addSet(parts, DerElement.TAG_0, certificates);
        addSet(parts, DerElement.TAG_1, revocationLists);
        parts.add(DerWriter.setOf(DerElement.SET, signers));
        return DerWriter.element(
                DerElement.SEQUENCE,
                DerWriter.encoded(syntax.signedData()),
                DerWriter.element(DerElement.TAG_0, DerWriter.element(DerElement.SEQUENCE, parts)));
    }

    private static byte[] encapsulated(ASN1ObjectIdentifier contentType, byte @Nullable [] content) {
        byte[] type = DerWriter.encoded(contentType);
        return content == null
                ? DerWriter.element(DerElement.SEQUENCE, type)
                : DerWriter.element(
                        DerElement.SEQUENCE,
                        type,
                        DerWriter.element(DerElement.TAG_0, DerWriter.encoded(new DEROctetString(content))));
    }

    private static void addSet(List<byte[]> parts, int tag, Collection<byte[]> elements) {
        Set<byte[]> distinct = new TreeSet<>(Arrays::compareUnsigned);
        distinct.addAll(elements);
        if (!distinct.isEmpty()) {
            parts.add(DerWriter.element(tag, distinct));
        }
    }

    /** Signs a content or, for a countersignature (null content type), another signature's bytes. */
    static byte[] signer(
            DocumentSyntax syntax, @Nullable ASN1ObjectIdentifier contentType, byte[] content, DocumentSigner by) {
        byte[] attributes = SignedAttributes.encoded(
                contentType, HashAlgorithm.SM3.hash(content), by.signingTime(), by.certificate());
        return signer(syntax, by.certificate(), attributes, by.sign(attributes));
    }

    /** Puts a signer together. */
    static byte[] signer(DocumentSyntax syntax, Certificate certificate, byte[] attributes, byte[] signature) {
        byte[] tagged = attributes.clone();
        tagged[0] = (byte) DerElement.TAG_0;
        return DerWriter.element(
                DerElement.SEQUENCE,
                DerWriter.encoded(new ASN1Integer(1)),
                SignerName.encoded(certificate),
                DerWriter.encoded(HashAlgorithm.SM3.identifier()),
                tagged,
                DerWriter.encoded(new AlgorithmIdentifier(syntax.signature())),
                DerWriter.encoded(new DEROctetString(signature)));
    }
}
