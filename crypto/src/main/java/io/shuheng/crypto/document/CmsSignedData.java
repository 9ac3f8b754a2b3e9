package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.StrictDer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * A ContentInfo of type SignedData (RFC 5652, 3 and 5.1) as read, its certificates and revocation lists unread. Immutable; says nothing
 * about signatures. Lengths are definite and minimal; certificates, lists and signers need not be sorted, since not all that write
 * them do; signed attributes must be in DER.
 */
final class CmsSignedData {
    static final int MAXIMUM_LENGTH = 8 << 20;
    static final int MAXIMUM_SIGNERS = 16;
    static final int MAXIMUM_CERTIFICATES = 64;
    static final int MAXIMUM_REVOCATION_LISTS = 16;
    static final int VERSION_OF_DATA = 1;
    static final int VERSION_OF_OTHERS = 3;

    private static final int PARTS = 6;

    private final byte[] der;
    private final DocumentSyntax syntax;
    private final int version;
    private final ASN1ObjectIdentifier contentType;
    private final byte @Nullable [] content;
    private final List<byte[]> certificates;
    private final List<byte[]> revocationLists;
    private final List<CmsSigner> signers;

    private CmsSignedData(byte[] der, String what) {
        this.der = der;
        List<DerElement> outer = DerElement.of(der, MAXIMUM_LENGTH, what)
                .require(DerElement.SEQUENCE, what)
                .children(2, what);
        Cursor info = new Cursor(outer, what);
        this.syntax = DocumentSyntax.ofSignedData(oid(info.next(), what));
        DerElement signedData = only(info.next().require(DerElement.TAG_0, what), what);
        Cursor parts = new Cursor(signedData.require(DerElement.SEQUENCE, what).children(PARTS, what), what);
        this.version = ASN1Integer.getInstance(parts.next().parsed(what)).intValueExact();
        DerElement digests = parts.next().require(DerElement.SET, what);
        Cursor encapsulated =
                new Cursor(parts.next().require(DerElement.SEQUENCE, what).children(2, what), what);
        this.contentType = oid(encapsulated.next(), what);
        DerElement content = encapsulated.optional(DerElement.TAG_0);
        encapsulated.requireEnd();
        this.content = content == null
                ? null
                : only(content, what).require(DerElement.OCTET_STRING, what).content();
        this.certificates = all(parts.optional(DerElement.TAG_0), MAXIMUM_CERTIFICATES, what);
        this.revocationLists = all(parts.optional(DerElement.TAG_1), MAXIMUM_REVOCATION_LISTS, what);
        this.signers = parts.next().require(DerElement.SET, what).children(MAXIMUM_SIGNERS, what).stream()
                .map(signer -> CmsSigner.of(signer, what + " signer"))
                .toList();
        parts.requireEnd();
        requireVersion(what);
        requireDigests(digests, what);
    }

    static CmsSignedData of(byte[] der, String what) {
        byte[] own = der.clone();
        return StrictDer.parse(what, () -> new CmsSignedData(own, what));
    }

    private static ASN1ObjectIdentifier oid(DerElement element, String what) {
        return ASN1ObjectIdentifier.getInstance(
                element.require(DerElement.OBJECT_IDENTIFIER, what).parsed(what));
    }

    private static DerElement only(DerElement tagged, String what) {
        List<DerElement> children = tagged.children(1, what);
        if (children.isEmpty()) {
            throw DerElement.malformed(what, "an explicit tag is empty");
        }
        return children.get(0);
    }

    private static List<byte[]> all(@Nullable DerElement set, int limit, String what) {
        List<byte[]> all = new ArrayList<>();
        if (set != null) {
            set.children(limit, what)
                    .forEach(each ->
                            all.add(each.require(DerElement.SEQUENCE, what).bytes()));
        }
        return List.copyOf(all);
    }

    /** RFC 5652, 5.1, for certificates and lists of X.509 alone; GM/T 0010, 8.1, knows version 1 only. */
    private void requireVersion(String what) {
        boolean plain = contentType.equals(syntax.data())
                && signers.stream().allMatch(signer -> signer.name().version() == 1);
        int right = plain ? VERSION_OF_DATA : VERSION_OF_OTHERS;
        if (version != right) {
            throw DerElement.malformed(what, "version " + version + ", not " + right + " as its parts demand");
        }
    }

    private void requireDigests(DerElement digests, String what) {
        Set<String> stated = new TreeSet<>();
        for (DerElement digest : digests.children(MAXIMUM_SIGNERS, what)) {
            AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(digest.parsed(what));
            if (HashAlgorithm.hasParameters(algorithm)) {
                throw DerElement.malformed(what, "hash function " + algorithm.getAlgorithm() + " has parameters");
            }
            stated.add(algorithm.getAlgorithm().getId());
        }
        Set<String> used = new TreeSet<>();
        signers.forEach(
                signer -> used.add(signer.digestAlgorithm().getAlgorithm().getId()));
        if (!signers.isEmpty() && !stated.equals(used)) {
            throw new CryptoException(
                    Code.MALFORMED, what + ": states the hash functions " + stated + ", its signers use " + used);
        }
    }

    DocumentSyntax syntax() {
        return syntax;
    }

    int version() {
        return version;
    }

    ASN1ObjectIdentifier contentType() {
        return contentType;
    }

    /** The content, exact; null where it is kept elsewhere. */
    byte @Nullable [] content() {
        return content;
    }

    List<byte[]> certificates() {
        return certificates;
    }

    List<byte[]> revocationLists() {
        return revocationLists;
    }

    List<CmsSigner> signers() {
        return signers;
    }

    byte[] der() {
        return der.clone();
    }
}
