package io.shuheng.ledger.verify;

import io.shuheng.core.participant.Uscc;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.OcspResponder;
import io.shuheng.crypto.certificate.Validity;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Keys from fixed numbers, and certificates over them, valid from a year before the exchange's beginning. */
final class TestKeys {

    static final String OPERATOR_USCC = Uscc.withCheckCharacter("91310000MA1FL0000");

    private static final BouncyCastleCryptoProvider CRYPTO = new BouncyCastleCryptoProvider(new SecureRandom());
    private static final Validity VALIDITY =
            Validity.ofDays(SmallExchange.START_NS / 1_000_000_000L - 86_400L * 365, 3650);

    static final Signer OPERATOR = signer(1);
    static final Signer REGISTRAR = signer(2);
    static final Signer OTHER_REGISTRAR = signer(3);
    static final Signer WITNESS = signer(4);

    static final CertificateAuthority MEMBERS_AUTHORITY = authority(5, "Members Authority");
    static final CertificateAuthority OTHER_AUTHORITY = authority(6, "Other Authority");
    static final Certificate OPERATOR_CERTIFICATE =
            issued(OTHER_AUTHORITY, OPERATOR, "Operator", CertificateUsage.SIGN);
    static final Certificate WITNESS_CERTIFICATE = issued(OTHER_AUTHORITY, WITNESS, "Witness", CertificateUsage.SIGN);

    private TestKeys() {}

    /** A signer whose private key is that number. */
    static Signer signer(int number) {
        byte[] key = new byte[Sm2KeyPair.PRIVATE_KEY_LENGTH];
        key[key.length - 1] = (byte) number;
        return CRYPTO.signer(Sm2KeyPair.ofPrivateKey(key));
    }

    private static CertificateAuthority authority(int key, String name) {
        return CertificateAuthority.createRoot(CRYPTO, signer(key), name(name), VALIDITY);
    }

    /** A responder (OCSP) that an authority has certified, with that key. */
    static OcspResponder responder(CertificateAuthority authority, Signer key) {
        Certificate certificate = authority.issueResponder(CertificateRequest.create(key, name("Responder")), VALIDITY);
        return new OcspResponder(authority.certificate(), certificate, key);
    }

    static Certificate issued(CertificateAuthority authority, Signer holder, String name, CertificateUsage usage) {
        return authority.issue(CertificateRequest.create(holder, name(name)), usage, VALIDITY);
    }

    /** For the decades that an aged ledger lives. */
    static Certificate issuedForDecades(CertificateAuthority authority, Signer holder, String name) {
        return authority.issue(
                CertificateRequest.create(holder, name(name)),
                CertificateUsage.SIGN,
                Validity.ofDays(VALIDITY.notBefore(), 36_500));
    }

    static ByteBuffer certificate(CertificateAuthority authority, Signer holder, String name, CertificateUsage usage) {
        return ByteBuffer.wrap(issued(authority, holder, name, usage).der());
    }

    private static DistinguishedName name(String organization) {
        return DistinguishedName.ofCountry("CN").organization(organization).build();
    }
}
