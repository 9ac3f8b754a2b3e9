package io.shuheng.crypto.certificate;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import java.util.List;

/** Members' keys under a root and an issuing authority, for tests of what is kept with a key. */
final class IssuedKey {
    static final long START = 1_790_000_000L;
    static final Validity YEAR = Validity.ofDays(START, 365);
    static final CryptoProvider PROVIDER = BouncyCastleCryptoProvider.create();

    static final CertificateAuthority ROOT =
            CertificateAuthority.createRoot(PROVIDER, signer(), name("Root"), Validity.ofDays(START, 3650));
    static final CertificateAuthority ISSUING = issuing();

    private IssuedKey() {}

    static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    static Signer signer() {
        return PROVIDER.signer(PROVIDER.generateKeyPair());
    }

    private static CertificateAuthority issuing() {
        Signer signer = signer();
        return new CertificateAuthority(
                PROVIDER,
                ROOT.issueAuthority(CertificateRequest.create(signer, name("Issuing")), 0, Validity.ofDays(START, 700)),
                signer);
    }

    static Certificate certificate(Sm2KeyPair keyPair, String commonName, CertificateUsage usage) {
        return ISSUING.issue(CertificateRequest.create(PROVIDER.signer(keyPair), name(commonName)), usage, YEAR);
    }

    /** A fresh key with its chain. */
    static KeyContainer.Contents fresh(CertificateUsage usage) {
        Sm2KeyPair keyPair = PROVIDER.generateKeyPair();
        return new KeyContainer.Contents(
                keyPair, List.of(certificate(keyPair, "Member", usage), ISSUING.certificate(), ROOT.certificate()));
    }
}
