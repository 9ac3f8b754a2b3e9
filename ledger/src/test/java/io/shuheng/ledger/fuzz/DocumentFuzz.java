package io.shuheng.ledger.fuzz;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.document.AttributeRule;
import io.shuheng.crypto.document.DocumentCheck;
import io.shuheng.crypto.document.DocumentSigner;
import io.shuheng.crypto.document.DocumentTrust;
import io.shuheng.crypto.document.LocalTimeStampAuthority;
import io.shuheng.crypto.document.SignedDocument;
import io.shuheng.crypto.document.TimeStampCheck;
import io.shuheng.crypto.document.TimeStampRequest;
import io.shuheng.crypto.document.TimeStampResponse;
import io.shuheng.crypto.document.TimeStampTrust;
import java.util.List;
import java.util.Optional;

/** Signed documents (CMS), requests for time stamps, the answers and the tokens in them. */
public final class DocumentFuzz implements FuzzTarget {

    private static final long NOW = 1_790_000_000L;
    private static final byte[] CONTENT = {'c'};

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final CertificateAuthority root =
            CertificateAuthority.createRoot(provider, newSigner(), name("Root"), Validity.ofDays(NOW - 1000, 3650));
    private final DocumentSigner signer = signer("Signer", CertificateUsage.SIGN);
    private final LocalTimeStampAuthority stamper = new LocalTimeStampAuthority(
            signer("Stamper", CertificateUsage.TIME_STAMP),
            List.of(),
            "1.2.156.10197.9.9.1",
            () -> NOW * 1_000_000_000L,
            provider);
    private final TimeStampTrust stamps = TimeStampTrust.of(List.of(root.certificate()), List.of());
    private final DocumentTrust trust = DocumentTrust.of(List.of(root.certificate()), NOW + 10)
            .with(AttributeRule.AS_PRESENT)
            .with(stamps);

    private Signer newSigner() {
        return provider.signer(provider.generateKeyPair());
    }

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    private DocumentSigner signer(String name, CertificateUsage usage) {
        Signer key = newSigner();
        return DocumentSigner.of(
                key,
                root.issue(CertificateRequest.create(key, name(name)), usage, Validity.ofDays(NOW - 1000, 365)),
                NOW);
    }

    @Override
    public List<byte[]> seeds() {
        SignedDocument document = SignedDocument.attached(CONTENT, List.of(signer));
        byte[] request = TimeStampRequest.over(CONTENT, provider).der();
        byte[] response = stamper.answer(request);
        return List.of(
                document.der(),
                document.countersigned(signer.certificate(), signer("Other", CertificateUsage.SIGN))
                        .der(),
                request,
                response,
                TimeStampResponse.ofDer(response).token().orElseThrow().der());
    }

    @Override
    public void read(byte[] input) {
        DocumentCheck.of(input, Optional.empty(), trust);
        DocumentCheck.of(input, Optional.of(CONTENT), trust);
        TimeStampCheck.of(input, CONTENT, stamps);
        stamper.answer(input);
        try {
            TimeStampResponse.ofDer(input);
        } catch (CryptoException e) {
            // A refusal of its own.
        }
    }
}
