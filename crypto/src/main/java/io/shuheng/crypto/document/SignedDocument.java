package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.Pem;
import io.shuheng.crypto.certificate.RevocationList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * A signed document (签名数据, CMS SignedData) of content type data, with SM2 certificates and revocation lists inside. Immutable and
 * thread-safe: signing or countersigning gives another one, in which what was signed before has kept its bytes. Being read says
 * nothing about signatures: {@link DocumentCheck} does.
 */
public final class SignedDocument {
    /** Longest document read, content and all. */
    public static final int MAXIMUM_LENGTH = CmsSignedData.MAXIMUM_LENGTH;

    /** Most signers, each counted without its countersigners, of whom each signer has at most as many again. */
    public static final int MAXIMUM_SIGNERS = CmsSignedData.MAXIMUM_SIGNERS;

    /** Most certificates inside. */
    public static final int MAXIMUM_CERTIFICATES = CmsSignedData.MAXIMUM_CERTIFICATES;

    /** Most revocation lists inside. */
    public static final int MAXIMUM_REVOCATION_LISTS = CmsSignedData.MAXIMUM_REVOCATION_LISTS;

    /** Label of the PEM form, as OpenSSL writes it. */
    public static final String PEM_LABEL = "CMS";

    private static final String WHAT = "signed document";

    private final CmsSignedData data;
    private final List<Certificate> certificates;
    private final List<RevocationList> revocationLists;

    private SignedDocument(CmsSignedData data) {
        this.data = data;
        if (!data.contentType().equals(data.syntax().data())) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    WHAT + ": content type " + data.contentType() + ", not "
                            + data.syntax().data());
        }
        this.certificates = data.certificates().stream().map(Certificate::ofDer).toList();
        this.revocationLists =
                data.revocationLists().stream().map(RevocationList::ofDer).toList();
    }

    /**
     * Signs a content that stays in the document.
     *
     * @param content the content
     * @param by who signs, one or more
     * @return the document, with the signers' certificates
     * @throws CryptoException MALFORMED without a signer or with one twice, LIMIT_EXCEEDED, or BAD_SIGNATURE
     */
    public static SignedDocument attached(byte[] content, List<DocumentSigner> by) {
        return sign(DocumentSyntax.CMS, content, true, by);
    }

    /**
     * Signs a content that is kept elsewhere.
     *
     * @param content the content
     * @param by who signs, one or more
     * @return the document, with the signers' certificates
     * @throws CryptoException MALFORMED without a signer or with one twice, LIMIT_EXCEEDED, or BAD_SIGNATURE
     */
    public static SignedDocument detached(byte[] content, List<DocumentSigner> by) {
        return sign(DocumentSyntax.CMS, content, false, by);
    }

    /**
     * Signs in a syntax of the caller's choice.
     *
     * @param syntax the object identifiers
     * @param content the content
     * @param attached whether it stays in the document
     * @param by who signs, one or more
     * @return the document, with the signers' certificates
     * @throws CryptoException MALFORMED without a signer or with one twice, LIMIT_EXCEEDED, or BAD_SIGNATURE
     */
    public static SignedDocument sign(
            DocumentSyntax syntax, byte[] content, boolean attached, List<DocumentSigner> by) {
        if (by.isEmpty()) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": at least one signer is demanded");
        }
        List<Certificate> certificates =
                by.stream().map(DocumentSigner::certificate).toList();
        requireDistinct(certificates);
        byte[] der = CmsWriter.signedData(
                syntax,
                CmsSignedData.VERSION_OF_DATA,
                syntax.data(),
                attached ? content : null,
                certificates.stream().map(Certificate::der).toList(),
                List.of(),
                by.stream()
                        .map(signer -> CmsWriter.signer(syntax, syntax.data(), content, signer))
                        .toList());
        return ofDer(der);
    }

    private static void requireDistinct(List<Certificate> certificates) {
        if (certificates.stream().distinct().count() != certificates.size()) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": a signer signs once");
        }
    }

    /**
     * Reads the DER form. Lengths of BER that have no end in sight (indefinite) are refused, and so are certificates that are not
     * for SM2.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the document, whose signatures nobody has checked yet
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED, WRONG_LENGTH, NOT_ON_CURVE or OUT_OF_RANGE
     */
    public static SignedDocument ofDer(byte[] der) {
        return new SignedDocument(CmsSignedData.of(der, WHAT));
    }

    /**
     * Reads the PEM form.
     *
     * @param pem one block CMS
     * @return the document
     * @throws CryptoException as {@link #ofDer}
     */
    public static SignedDocument ofPem(String pem) {
        return ofDer(Pem.read(pem, PEM_LABEL));
    }

    /**
     * Adds the signature of one more signer beside the others.
     *
     * @param content the content, the same that the others signed
     * @param by who signs
     * @return the document with it, and with the signer's certificate
     * @throws CryptoException MALFORMED if the document has another content or a signature of this certificate, LIMIT_EXCEEDED or
     *     BAD_SIGNATURE
     */
    public SignedDocument signedAlso(byte[] content, DocumentSigner by) {
        byte[] own = data.content();
        if (own != null && !Arrays.equals(own, content)) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": its content is not the one to be signed");
        }
        if (data.signers().stream().anyMatch(signer -> signer.name().names(by.certificate()))) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": " + by.certificate() + " has signed it");
        }
        List<byte[]> signers = new ArrayList<>(signerBytes());
        signers.add(CmsWriter.signer(data.syntax(), data.contentType(), content, by));
        return rewritten(signers, List.of(by.certificate()), List.of());
    }

    /**
     * Signs the signature of one of the signers (副署): a witness to it, not a party to the content.
     *
     * @param of the certificate of the signer whose signature is signed
     * @param by who countersigns
     * @return the document with the countersignature, and with the certificate of who made it
     * @throws CryptoException MALFORMED if that certificate has signed nothing here, LIMIT_EXCEEDED or BAD_SIGNATURE
     */
    public SignedDocument countersigned(Certificate of, DocumentSigner by) {
        byte[] countersignature =
                CmsWriter.signer(data.syntax(), null, signer(of).signature(), by);
        return withUnsigned(of, CMSAttributes.counterSignature, countersignature, List.of(by.certificate()));
    }

    /**
     * Adds a time stamp over the signature of one of the signers (id-aa-timeStampToken, RFC 3161, appendix A).
     *
     * @param of the certificate of the signer
     * @param token over {@link #signature} of that certificate; not checked here
     * @return the document with it
     * @throws CryptoException MALFORMED if that certificate has signed nothing here, LIMIT_EXCEEDED
     */
    public SignedDocument timeStamped(Certificate of, TimeStampToken token) {
        return withUnsigned(of, PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, token.der(), List.of());
    }

    /**
     * Adds evidence that a check may need: the authorities between, and revocation lists.
     *
     * @param more certificates
     * @param lists revocation lists
     * @return the document with them; what it has already is not added twice
     * @throws CryptoException LIMIT_EXCEEDED
     */
    public SignedDocument withEvidence(Collection<Certificate> more, Collection<RevocationList> lists) {
        return rewritten(signerBytes(), more, lists);
    }

    private SignedDocument withUnsigned(
            Certificate of, ASN1ObjectIdentifier type, byte[] value, Collection<Certificate> more) {
        CmsSigner changed = signer(of);
        List<byte[]> signers = data.signers().stream()
                .map(each -> each == changed ? changed.withUnsigned(CmsAttribute.encoded(type, value)) : each.bytes())
                .toList();
        return rewritten(signers, more, List.of());
    }

    private SignedDocument rewritten(
            List<byte[]> signers, Collection<Certificate> more, Collection<RevocationList> lists) {
        List<byte[]> allCertificates = new ArrayList<>(data.certificates());
        more.forEach(certificate -> allCertificates.add(certificate.der()));
        List<byte[]> allLists = new ArrayList<>(data.revocationLists());
        lists.forEach(list -> allLists.add(list.der()));
        return ofDer(CmsWriter.signedData(
                data.syntax(), data.version(), data.contentType(), data.content(), allCertificates, allLists, signers));
    }

    private List<byte[]> signerBytes() {
        return data.signers().stream().map(CmsSigner::bytes).toList();
    }

    private CmsSigner signer(Certificate certificate) {
        return data.signers().stream()
                .filter(signer -> signer.name().names(certificate))
                .findFirst()
                .orElseThrow(
                        () -> new CryptoException(Code.MALFORMED, WHAT + ": " + certificate + " has not signed it"));
    }

    /**
     * The signature of a signer: what countersignatures and time stamps are over.
     *
     * @param of the certificate of the signer
     * @return the signature's bytes
     * @throws CryptoException MALFORMED if that certificate has signed nothing here
     */
    public byte[] signature(Certificate of) {
        return signer(of).signature();
    }

    /**
     * What a signer signed: the SET of its signed attributes in DER, for tools that verify a signature but cannot read the
     * document.
     *
     * @param of the certificate of the signer
     * @return the bytes, or nothing where it signed the content itself
     * @throws CryptoException MALFORMED if that certificate has signed nothing here
     */
    public Optional<byte[]> signedAttributes(Certificate of) {
        return Optional.ofNullable(signer(of).signedAttributes()).map(SignedAttributes::signedBytes);
    }

    /**
     * The content.
     *
     * @return a copy, exact, or nothing where it is kept elsewhere
     */
    public Optional<byte[]> content() {
        return Optional.ofNullable(data.content()).map(byte[]::clone);
    }

    /**
     * The object identifiers it is written with.
     *
     * @return the syntax
     */
    public DocumentSyntax syntax() {
        return data.syntax();
    }

    /**
     * The certificates inside, of whatever use.
     *
     * @return in the order of the bytes
     */
    public List<Certificate> certificates() {
        return certificates;
    }

    /**
     * The revocation lists inside.
     *
     * @return in the order of the bytes
     */
    public List<RevocationList> revocationLists() {
        return revocationLists;
    }

    CmsSignedData data() {
        return data;
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return data.der();
    }

    /**
     * The PEM form.
     *
     * @return one block CMS
     */
    public String pem() {
        return Pem.write(PEM_LABEL, der());
    }

    @Override
    public String toString() {
        return "SignedDocument[" + data.syntax() + ", " + data.signers().size() + " signers, "
                + (data.content() == null ? "detached" : "attached") + "]";
    }
}
