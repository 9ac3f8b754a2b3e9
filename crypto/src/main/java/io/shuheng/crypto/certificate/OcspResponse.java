package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/**
 * A responder's signed statement on certificates (在线证书状态, OCSP, RFC 6960) kept as evidence: signed with sm2-with-sm3. Immutable and
 * thread-safe. Being read says nothing about who signed it: {@link OcspEvidence} does.
 */
public final class OcspResponse {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 128 << 10;

    /** Most answers read from one response. */
    public static final int MAXIMUM_ANSWERS = 256;

    /** Longest nonce (RFC 9654, 2.1). */
    public static final int MAXIMUM_NONCE_LENGTH = 128;

    static final String WHAT = "OCSP response";

    private static final int MAXIMUM_CERTIFICATES = 4;
    private static final int SHA_1_LENGTH = 20;

    private final byte[] der;
    private final SignedStructure signed;
    private final ResponderID responder;
    private final long producedAt;
    private final List<OcspAnswer> answers;
    private final List<Certificate> certificates;
    private final byte @Nullable [] nonce;

    private OcspResponse(byte[] der, ASN1Sequence basic, AlgorithmPolicy policy) {
        this.der = der;
        if (basic.size() < 3 || basic.size() > 4) {
            throw malformed("a basic response has 3 or 4 parts, not " + basic.size());
        }
        this.signed = SignedStructure.of(
                new DERSequence(new ASN1Encodable[] {basic.getObjectAt(0), basic.getObjectAt(1), basic.getObjectAt(2)}),
                WHAT);
        if (signed.content().getObjectAt(0) instanceof ASN1TaggedObject first && first.hasContextTag(0)) {
            throw malformed("version 1 is written by leaving it out");
        }
        BasicOCSPResponse response = BasicOCSPResponse.getInstance(basic);
        ResponseData data = response.getTbsResponseData();
        this.responder = data.getResponderID();
        requireResponder(responder, policy);
        this.producedAt = OcspAnswer.time(data.getProducedAt(), WHAT + " producedAt");
        this.answers = answers(data.getResponses(), policy);
        this.certificates = certificates(response.getCerts());
        this.nonce = nonce(data.getResponseExtensions());
    }

    /** A key is named by its SHA-1 (RFC 6960, 4.2.1), or by its SM3 where nothing else may be used. */
    private static void requireResponder(ResponderID responder, AlgorithmPolicy policy) {
        byte[] keyHash = responder.getKeyHash();
        if (keyHash != null && keyHash.length == SHA_1_LENGTH) {
            policy.require("1.3.14.3.2.26", WHAT + ": hash that names the responder");
        }
    }

    private static List<OcspAnswer> answers(ASN1Sequence responses, AlgorithmPolicy policy) {
        if (responses.size() < 1 || responses.size() > MAXIMUM_ANSWERS) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + ": 1 to " + MAXIMUM_ANSWERS + " answers are read, not " + responses.size());
        }
        List<OcspAnswer> answers = new ArrayList<>();
        for (ASN1Encodable element : responses) {
            answers.add(OcspAnswer.of(SingleResponse.getInstance(element), WHAT, policy));
        }
        return List.copyOf(answers);
    }

    private static List<Certificate> certificates(@Nullable ASN1Sequence certs) {
        if (certs == null) {
            return List.of();
        }
        if (certs.size() > MAXIMUM_CERTIFICATES) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + ": at most " + MAXIMUM_CERTIFICATES + " certificates are read, not " + certs.size());
        }
        List<Certificate> certificates = new ArrayList<>();
        for (ASN1Encodable element : certs) {
            certificates.add(Certificate.ofDer(StrictDer.encode(element)));
        }
        return List.copyOf(certificates);
    }

    private static byte @Nullable [] nonce(@Nullable Extensions extensions) {
        if (extensions == null) {
            return null;
        }
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            if (!critical.equals(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)) {
                throw new CryptoException(Code.UNSUPPORTED, WHAT + ": has the critical extension " + critical);
            }
        }
        ASN1Encodable value = extensions.getExtensionParsedValue(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (value == null) {
            return null;
        }
        byte[] nonce = ASN1OctetString.getInstance(value).getOctets();
        if (nonce.length < 1 || nonce.length > MAXIMUM_NONCE_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + ": a nonce has 1 to " + MAXIMUM_NONCE_LENGTH + " bytes, not " + nonce.length);
        }
        return nonce;
    }

    private static CryptoException malformed(String why) {
        return new CryptoException(Code.MALFORMED, WHAT + ": " + why);
    }

    /**
     * Reads the DER form under the policy in force.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the response, whose signature nobody has checked yet
     * @throws CryptoException as {@link #ofDer(byte[], AlgorithmPolicy)}
     */
    public static OcspResponse ofDer(byte[] der) {
        return ofDer(der, AlgorithmPolicy.inForce());
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @param policy which hashes may name certificates and responder
     * @return the response, whose signature nobody has checked yet
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, OUT_OF_RANGE, UNSUPPORTED (an error instead of an answer too), WRONG_LENGTH,
     *     NOT_ON_CURVE or ALGORITHM_REFUSED
     */
    public static OcspResponse ofDer(byte[] der, AlgorithmPolicy policy) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, outer -> {
            OCSPResponse response = OCSPResponse.getInstance(outer);
            int status = response.getResponseStatus().getIntValue();
            if (status != OCSPResponseStatus.SUCCESSFUL || response.getResponseBytes() == null) {
                throw new CryptoException(
                        Code.UNSUPPORTED, WHAT + ": it says error " + status + ", and answers nothing");
            }
            if (!response.getResponseBytes().getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
                throw new CryptoException(
                        Code.UNSUPPORTED,
                        WHAT + " of type " + response.getResponseBytes().getResponseType() + " is not a basic one");
            }
            return StrictDer.read(
                    response.getResponseBytes().getResponse().getOctets(),
                    MAXIMUM_LENGTH,
                    WHAT,
                    basic -> new OcspResponse(own, basic, policy));
        });
    }

    /**
     * When it was signed.
     *
     * @return seconds since 1970
     */
    public long producedAt() {
        return producedAt;
    }

    /**
     * What it says.
     *
     * @return at least one answer
     */
    public List<OcspAnswer> answers() {
        return answers;
    }

    /**
     * What the asker drew to tell this answer from an older one.
     *
     * @return a copy, or nothing: answers made beforehand have none
     */
    public Optional<byte[]> nonce() {
        return Optional.ofNullable(nonce).map(byte[]::clone);
    }

    /**
     * Its answer on a certificate of an issuer, the latest if there are several.
     *
     * @param subject the certificate asked about
     * @param issuer who issued it
     * @return what it says, if it speaks of it
     */
    public Optional<OcspAnswer> find(Certificate subject, Certificate issuer) {
        return answers.stream()
                .filter(answer -> answer.concerns(subject, issuer))
                .max((a, b) -> Long.compare(a.thisUpdate(), b.thisUpdate()));
    }

    /** Certificates that came with it. */
    List<Certificate> certificates() {
        return certificates;
    }

    SignedStructure signed() {
        return signed;
    }

    /** Whether it names a certificate's subject or key as its responder. */
    boolean names(Certificate candidate) {
        byte[] keyHash = responder.getKeyHash();
        if (keyHash == null) {
            return new DistinguishedName(responder.getName()).equals(candidate.subject());
        }
        CertificateId.Hash hash = keyHash.length == SHA_1_LENGTH ? CertificateId.Hash.SHA_1 : CertificateId.Hash.SM3;
        return Arrays.equals(keyHash, hash.of(candidate.publicKey().encoded()));
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    @Override
    public String toString() {
        return "OcspResponse[" + answers.size() + " answers, signed at " + producedAt + "]";
    }
}
