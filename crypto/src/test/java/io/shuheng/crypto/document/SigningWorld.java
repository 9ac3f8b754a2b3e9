package io.shuheng.crypto.document;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import java.util.List;

/** An authority, two members, an exchange, and a time stamp authority under another root. */
final class SigningWorld {
    static final long START = 1_790_000_000L;
    static final long SIGNED_AT = START + 1_000;
    static final long NOW = START + 2_000;
    static final String POLICY = "1.2.156.10197.9.9.1";

    final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    final Validity year = Validity.ofDays(START, 365);
    final CertificateAuthority root = newRoot("Root");
    final CertificateAuthority issuing = subordinate(root, "Issuing");
    final DocumentSigner seller = signer(issuing, "Seller", CertificateUsage.SIGN);
    final DocumentSigner buyer = signer(issuing, "Buyer", CertificateUsage.SIGN);
    final DocumentSigner exchange = signer(root, "Exchange", CertificateUsage.SIGN);
    final CertificateAuthority stampRoot = newRoot("Stamp Root");
    final DocumentSigner stamper = signer(stampRoot, "Stamper", CertificateUsage.TIME_STAMP);

    CertificateAuthority newRoot(String name) {
        return CertificateAuthority.createRoot(provider, newSigner(), name(name), Validity.ofDays(START, 3650));
    }

    CertificateAuthority subordinate(CertificateAuthority above, String name) {
        Signer signer = newSigner();
        Certificate certificate =
                above.issueAuthority(CertificateRequest.create(signer, name(name)), 0, Validity.ofDays(START, 3000));
        return new CertificateAuthority(provider, certificate, signer);
    }

    Signer newSigner() {
        return provider.signer(provider.generateKeyPair());
    }

    static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    DocumentSigner signer(CertificateAuthority by, String name, CertificateUsage usage) {
        Signer signer = newSigner();
        Certificate certificate = by.issue(CertificateRequest.create(signer, name(name)), usage, year);
        return DocumentSigner.of(signer, certificate, SIGNED_AT);
    }

    /** Trusts the root; the authority between is at hand. */
    DocumentTrust trust() {
        return DocumentTrust.of(List.of(root.certificate()), NOW).with(List.of(issuing.certificate()), List.of());
    }

    LocalTimeStampAuthority timeStampAuthority(DocumentSigner by) {
        return new LocalTimeStampAuthority(by, List.of(), POLICY, () -> SIGNED_AT * 1_000_000_000L + 7, provider);
    }

    TimeStampTrust timeStampTrust() {
        return TimeStampTrust.of(List.of(stampRoot.certificate()), List.of(exchange.certificate()));
    }

    TimeStampToken stamp(byte[] content) {
        byte[] answer = timeStampAuthority(stamper)
                .answer(TimeStampRequest.over(content, provider).der());
        return TimeStampResponse.ofDer(answer).token().orElseThrow();
    }
}
