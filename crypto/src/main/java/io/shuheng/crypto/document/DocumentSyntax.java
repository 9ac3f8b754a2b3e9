package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Which object identifiers name the parts of a signed document. The bytes between them are the same. */
public enum DocumentSyntax {
    /** Those of RFC 5652, signed with sm2-with-sm3 1.2.156.10197.1.501: what tools outside China read. */
    CMS("1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.156.10197.1.501"),
    /**
     * Those of GM/T 0010-2012, 5 (GB/T 35275-2017, since 2026 GB/T 35275-2026): 1.2.156.10197.6.1.4.2.1 and .2, signed with SM2-1
     * 1.2.156.10197.1.301.1 (GM/T 0006-2012; GB/T 33560-2017).
     */
    GMT_0010("1.2.156.10197.6.1.4.2.1", "1.2.156.10197.6.1.4.2.2", "1.2.156.10197.1.301.1");

    /** Names of an SM2 signature over SM3 found in documents of either syntax; the curve's own name is used for it too. */
    private static final Set<String> SM2_SIGNATURES =
            Set.of("1.2.156.10197.1.501", "1.2.156.10197.1.301.1", "1.2.156.10197.1.301");

    private final String data;
    private final String signedData;
    private final String signature;

    DocumentSyntax(String data, String signedData, String signature) {
        this.data = data;
        this.signedData = signedData;
        this.signature = signature;
    }

    ASN1ObjectIdentifier data() {
        return new ASN1ObjectIdentifier(data);
    }

    ASN1ObjectIdentifier signedData() {
        return new ASN1ObjectIdentifier(signedData);
    }

    ASN1ObjectIdentifier signature() {
        return new ASN1ObjectIdentifier(signature);
    }

    static boolean isSm2Signature(ASN1ObjectIdentifier algorithm) {
        return SM2_SIGNATURES.contains(algorithm.getId());
    }

    static DocumentSyntax ofSignedData(ASN1ObjectIdentifier type) {
        for (DocumentSyntax syntax : values()) {
            if (syntax.signedData.equals(type.getId())) {
                return syntax;
            }
        }
        throw new CryptoException(Code.UNSUPPORTED, "signed document: content type " + type + " is not signed data");
    }
}
