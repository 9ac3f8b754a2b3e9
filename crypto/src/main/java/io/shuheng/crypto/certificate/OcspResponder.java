package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Signer;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/**
 * Signs OCSP responses for an authority, for demonstrations and for an authority of an exchange's own. Names certificates by SM3. Keeps no
 * record of revocations: who runs an authority does. Thread-safe if its signer is; blocks as long as the signer does.
 */
public final class OcspResponder {
    private final Certificate issuer;
    private final Certificate certificate;
    private final Signer signer;

    /**
     * Answers with a key.
     *
     * @param issuer the authority whose certificates are asked about
     * @param certificate the responder's ({@link CertificateAuthority#issueResponder}), or the authority's own
     * @param signer its key
     * @throws CryptoException NOT_A_PAIR if the key is another than the certificate's
     */
    public OcspResponder(Certificate issuer, Certificate certificate, Signer signer) {
        if (!certificate.publicKey().equals(signer.publicKey())) {
            throw new CryptoException(Code.NOT_A_PAIR, "the signer has another key than " + certificate);
        }
        this.issuer = issuer;
        this.certificate = certificate;
        this.signer = signer;
    }

    /**
     * Says that certificates are good.
     *
     * @param serials their serial numbers, at least one
     * @param period thisUpdate, which is also when it is signed, and nextUpdate
     * @param nonce what the asker sent, or null
     * @return the response
     * @throws CryptoException LIMIT_EXCEEDED for too many, or for the nonce
     */
    public OcspResponse good(List<BigInteger> serials, Validity period, byte @Nullable [] nonce) {
        ASN1EncodableVector answers = new ASN1EncodableVector();
        serials.forEach(serial -> answers.add(answer(serial, new CertStatus(), period)));
        return respond(answers, period, nonce);
    }

    /**
     * Says that a certificate is revoked.
     *
     * @param revocation since when and why
     * @param period thisUpdate, which is also when it is signed, and nextUpdate
     * @param nonce what the asker sent, or null
     * @return the response
     * @throws CryptoException LIMIT_EXCEEDED for the nonce
     */
    public OcspResponse revoked(Revocation revocation, Validity period, byte @Nullable [] nonce) {
        CertStatus status = new CertStatus(new RevokedInfo(
                DerTime.generalized(revocation.revokedAt()),
                CRLReason.lookup(revocation.reason().number())));
        return respond(only(answer(revocation.serial(), status, period)), period, nonce);
    }

    /**
     * Says that the responder does not know a certificate.
     *
     * @param serial its serial number
     * @param period thisUpdate, which is also when it is signed, and nextUpdate
     * @param nonce what the asker sent, or null
     * @return the response
     * @throws CryptoException LIMIT_EXCEEDED for the nonce
     */
    public OcspResponse unknown(BigInteger serial, Validity period, byte @Nullable [] nonce) {
        CertStatus status = new CertStatus(2, DERNull.INSTANCE);
        return respond(only(answer(serial, status, period)), period, nonce);
    }

    private static ASN1EncodableVector only(ASN1Encodable answer) {
        ASN1EncodableVector answers = new ASN1EncodableVector(1);
        answers.add(answer);
        return answers;
    }

    private SingleResponse answer(BigInteger serial, CertStatus status, Validity period) {
        return new SingleResponse(
                CertificateId.of(CertificateId.Hash.SM3, issuer, serial).structure(),
                status,
                DerTime.generalized(period.notBefore()),
                DerTime.generalized(period.notAfter()),
                (Extensions) null);
    }

    private OcspResponse respond(ASN1EncodableVector answers, Validity period, byte @Nullable [] nonce) {
        ResponseData data = new ResponseData(
                new ResponderID(certificate.subject().x500()),
                DerTime.generalized(period.notBefore()),
                new DERSequence(answers),
                nonce == null ? null : extensions(nonce));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        ASN1Sequence.getInstance(SignedStructure.sign(data, signer)).forEach(parts::add);
        if (!certificate.equals(issuer)) {
            parts.add(new DERTaggedObject(true, 0, new DERSequence(ASN1Sequence.getInstance(certificate.der()))));
        }
        return OcspResponse.ofDer(StrictDer.encode(new OCSPResponse(
                new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL),
                new ResponseBytes(
                        OCSPObjectIdentifiers.id_pkix_ocsp_basic,
                        new DEROctetString(StrictDer.encode(new DERSequence(parts)))))));
    }

    private static Extensions extensions(byte[] nonce) {
        return new Extensions(new Extension(
                OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                false,
                new DEROctetString(StrictDer.encode(new DEROctetString(nonce)))));
    }
}
