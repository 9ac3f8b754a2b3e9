package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A member's two certificates (双证书, GB/T 20518-2018, before that GM/T 0015-2012): one to sign, whose key only the member has,
 * and one to be encrypted to, whose key an authority's key centre may have made. Immutable; checks itself. Whether each was good
 * at a time is for {@link CertificateChain}.
 *
 * @param sign the signing certificate (签名证书): digitalSignature or nonRepudiation, nothing that encrypts
 * @param encrypt the encryption certificate (加密证书): keyEncipherment, dataEncipherment or keyAgreement, nothing that signs
 */
public record CertificatePair(Certificate sign, Certificate encrypt) {
    private static final int SIGNS = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    private static final int ENCRYPTS = KeyUsage.keyEncipherment | KeyUsage.dataEncipherment | KeyUsage.keyAgreement;
    private static final int AUTHORITY = CertificateUsage.AUTHORITY;

    /**
     * Checks that they belong together.
     *
     * @throws CryptoException NOT_A_PAIR: another subject or issuer, the same key twice, a usage missing or one too many, an authority's
     */
    public CertificatePair {
        requireUsage(sign, SIGNS, "to sign");
        requireUsage(encrypt, ENCRYPTS, "to encrypt");
        if (!sign.subject().equals(encrypt.subject())) {
            throw notAPair("subjects are " + sign.subject() + " and " + encrypt.subject());
        }
        if (!sign.issuer().equals(encrypt.issuer())
                || !Arrays.equals(
                        sign.extensions().authorityKeyId(), encrypt.extensions().authorityKeyId())) {
            throw notAPair("issuers are " + sign.issuer() + " and " + encrypt.issuer() + ", or two keys of one");
        }
        if (sign.publicKey().equals(encrypt.publicKey())) {
            throw notAPair("one key is in both: what encrypts may be kept elsewhere, what signs may not");
        }
        if (Objects.equals(sign.serial(), encrypt.serial())) {
            throw notAPair("one issuer gave serial " + sign.serial().toString(16) + " to both");
        }
    }

    private static void requireUsage(Certificate certificate, int allowed, String what) {
        int bits = certificate.extensions().keyUsageBits();
        if (certificate.isAuthority() || (bits & AUTHORITY) != 0) {
            throw notAPair(certificate + " is an authority's");
        }
        if ((bits & allowed) == 0) {
            throw notAPair(certificate + " has no usage " + what);
        }
        if ((bits & (SIGNS | ENCRYPTS) & ~allowed) != 0) {
            throw notAPair(certificate + " has a usage that is not " + what);
        }
    }

    private static CryptoException notAPair(String why) {
        return new CryptoException(Code.NOT_A_PAIR, "certificate pair: " + why);
    }
}
