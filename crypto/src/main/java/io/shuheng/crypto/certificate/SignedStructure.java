package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * What certificate, request and revocation list have in common: SEQUENCE of content, algorithm and signature over the content's
 * DER form, here always sm2-with-sm3 under the default user id.
 *
 * @param content the signed part
 * @param algorithm its algorithm, parameters absent (RFC 8998) or NULL (as several CAs write)
 * @param signature over the DER form of the content
 */
record SignedStructure(ASN1Sequence content, AlgorithmIdentifier algorithm, Sm2Signature signature) {
    /** 1.2.156.10197.1.501, parameters absent. */
    static final AlgorithmIdentifier SM2_WITH_SM3 = new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);

    static SignedStructure of(ASN1Sequence outer, String what) {
        if (outer.size() != 3) {
            throw new CryptoException(Code.MALFORMED, what + " has " + outer.size() + " parts, not 3");
        }
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(outer.getObjectAt(1));
        requireSm2(algorithm, what);
        ASN1BitString bits = ASN1BitString.getInstance(outer.getObjectAt(2));
        return new SignedStructure(
                ASN1Sequence.getInstance(outer.getObjectAt(0)), algorithm, Sm2Signature.ofDer(bits.getOctets()));
    }

    private static void requireSm2(AlgorithmIdentifier algorithm, String what) {
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        ASN1Encodable parameters = algorithm.getParameters();
        boolean plain = parameters == null || DERNull.INSTANCE.equals(parameters.toASN1Primitive());
        if (!oid.equals(GMObjectIdentifiers.sm2sign_with_sm3) || !plain) {
            throw new CryptoException(
                    Code.UNSUPPORTED, what + " is signed with " + oid + ", not sm2-with-sm3 1.2.156.10197.1.501");
        }
    }

    /** The bytes a signature covers. */
    byte[] signedBytes() {
        return StrictDer.encode(content);
    }

    boolean isSignedBy(Sm2PublicKey key) {
        return new Sm2Verifier(key).verify(signedBytes(), signature);
    }

    /** Signs a content and puts the three parts together. */
    static byte[] sign(ASN1Encodable content, Signer signer) {
        ASN1EncodableVector parts = new ASN1EncodableVector(3);
        parts.add(content);
        parts.add(SM2_WITH_SM3);
        parts.add(new DERBitString(signer.sign(StrictDer.encode(content)).der()));
        return StrictDer.encode(new DERSequence(parts));
    }
}
